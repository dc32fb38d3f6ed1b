import type { HeadSettings } from '#app/graph/head.ts';
import type { ItemSource, NumberAnswers } from './feed.ts';
import { labelMajority } from './label-majority.ts';
import { medianError } from './median-error.ts';
import { numberBlocks } from './number-blocks.ts';
import type { WorkerData } from './protocol.ts';
import { stepMajority } from './step-majority.ts';

/**
 * What a plain answer reaches on the validation part, in the run's measure: the most frequent answer of all steps or of each label,
 * for numbers the training part's median, or what their source calls plain; of several heads the first one's. Null where an item has one class, which the store
 * counts, and where nothing is validated. `classes`: how many answers a step has.
 */
export async function plainAnswer(
  { answers }: Pick<ItemSource, 'answers'>,
  parts: Pick<WorkerData, 'train' | 'validation'>,
  head: HeadSettings,
  classes: number,
): Promise<number | null> {
  if (!answers || parts.validation.length === 0) return null;
  if (!('numbers' in answers)) return stepMajority(answers, parts, classes);
  return plainNumbers(answers, parts, head);
}

async function plainNumbers(
  answers: NumberAnswers,
  parts: Pick<WorkerData, 'train' | 'validation'>,
  head: HeadSettings,
): Promise<number | null> {
  const first = head.kind === 'several' ? head.heads[0] : undefined;
  if (first !== undefined) return plainNumbers(firstOf(answers, first.answers), parts, first.head);
  if (head.kind === 'softmax' || head.kind === 'sigmoid') return placeMajority(answers, parts);
  if (head.kind === 'labels') return labelMajority({ answers, items: parts.train }, { answers, items: parts.validation });
  return answers.plainError === undefined ? medianError(answers, parts) : answers.plainError(parts);
}

/** The first so many of each item's answers. */
function firstOf({ numbers, units, gather }: NumberAnswers, width: number): NumberAnswers {
  return {
    numbers: width,
    ...(units !== undefined && { units: units.slice(0, width) }),
    async gather(items, into) {
      const all = new Float32Array(items.length * numbers);
      await gather(items, all);
      for (let item = 0; item < items.length; item += 1) into.set(all.subarray(item * numbers, item * numbers + width), item * width);
    },
  };
}

/** Share of the items validated whose class, told as its place, is the one that the training part has most of; null where none is known. */
async function placeMajority(
  answers: NumberAnswers,
  { train, validation }: Pick<WorkerData, 'train' | 'validation'>,
): Promise<number | null> {
  const counts = new Map<number, number>();
  for await (const block of numberBlocks(answers, train))
    for (const place of block) if (!Number.isNaN(place)) counts.set(place, (counts.get(place) ?? 0) + 1);
  const most = [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), [Number.NaN, 0])[0];
  let [right, count] = [0, 0];
  for await (const block of numberBlocks(answers, validation)) {
    for (const place of block) {
      if (Number.isNaN(place)) continue;
      count += 1;
      if (place === most) right += 1;
    }
  }
  return count === 0 ? null : right / count;
}
