import type { HeadSettings } from '#app/graph/head.ts';
import type { ItemSource } from './feed.ts';
import { labelMajority } from './label-majority.ts';
import { medianError } from './median-error.ts';
import type { WorkerData } from './protocol.ts';
import { stepMajority } from './step-majority.ts';

/**
 * What a plain answer reaches on the validation part, in the run's measure: the most frequent answer of all steps or of each label,
 * for numbers the training part's median, or what their source calls plain. Null where an item has one class, which the store
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
  if (head.kind === 'labels') return labelMajority({ answers, items: parts.train }, { answers, items: parts.validation });
  return answers.plainError === undefined ? medianError(answers, parts) : answers.plainError(parts);
}
