import type { NumberAnswers } from './feed.ts';

/** Numbers that are held at a time, at most. */
const most = 2 ** 20;

/** The answers of the items in their order, some items at a time: [items, numbers] that are only good until the next ones. */
export async function* numberBlocks(answers: NumberAnswers, items: Int32Array): AsyncGenerator<Float32Array> {
  const atOnce = Math.max(1, Math.floor(most / answers.numbers));
  const room = new Float32Array(Math.min(atOnce, items.length) * answers.numbers);
  for (let start = 0; start < items.length; start += atOnce) {
    const chosen = items.subarray(start, start + atOnce);
    const block = room.subarray(0, chosen.length * answers.numbers);
    await answers.gather(chosen, block);
    yield block;
  }
}
