import { blocks, type Watch } from '#main/blocks.ts';
import type { Contents } from './contents.ts';

/** The share of slots that may be taken. */
const mostFilled = 0.8;

/** Notes in `contents` which items are copies, and tells them: [index, index of the first], in order. */
export async function findCopies(contents: Contents, watch: Watch = {}): Promise<[number, number][]> {
  // Open addressing; an entry is one more than the index of the first item with its content.
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(contents.count / mostFilled + 2)));
  const mask = slots.length - 1;
  const pairs: [number, number][] = [];
  for await (const [from, to] of blocks(contents.count, watch)) {
    for (let index = from; index < to; index += 1) {
      const key = contents.key(index);
      let slot = (key ^ (key >>> 15)) & mask;
      let first = (slots[slot] ?? 0) - 1;
      while (first >= 0 && !(contents.key(first) === key && contents.pixels(first) === contents.pixels(index))) {
        slot = (slot + 1) & mask;
        first = (slots[slot] ?? 0) - 1;
      }
      if (first < 0) slots[slot] = index + 1;
      else {
        contents.copyOf(index, first);
        pairs.push([index, first]);
      }
    }
  }
  return pairs;
}
