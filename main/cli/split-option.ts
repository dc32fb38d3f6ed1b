import type { SplitSettings } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import type { Given, Option } from './command.ts';
import { textOf, wholeOf } from './values.ts';

/** How an import is split, as every import takes it. */
export const splitOptions: Readonly<Record<'split' | 'seed', Option>> = {
  split: { value: '80/10/10', help: 'percent for training, validation and test' },
  seed: { value: 'S', help: 'of the draw that splits; the same seed draws the same' },
};

/** Of the split's settings those that were given; throws usage-wrong. */
export function splitOf(given: Given, usage: string): Partial<SplitSettings> {
  const text = textOf(given, 'split');
  const seed = wholeOf(given, 'seed', 0);
  const seeded = seed === undefined ? {} : { seed };
  if (text === undefined) return seeded;
  const shares = /^(\d+)\/(\d+)\/(\d+)$/.exec(text)?.slice(1).map(Number);
  if (shares === undefined || shares.reduce((sum, share) => sum + share, 0) !== 100) {
    const problem = `--split must be the percentages TRAIN/VALIDATION/TEST that add up to 100, 80/10/10; got "${text}".`;
    throw appError('usage-wrong', { problem, usage });
  }
  const [train = 0, validation = 0, test = 0] = shares;
  return { ...seeded, train, validation, test, given: false };
}
