import { appError } from '../../errors.ts';
import { partCounts, type SplitShares } from '../split.ts';

/** Rows from `from` on, before `to`. */
export interface Stretch {
  from: number;
  to: number;
}

/** The parts of a series, one after the other in time; one without a share is empty. */
export interface TimeParts {
  train: Stretch;
  validation: Stretch;
  test: Stretch;
}

/**
 * Cuts `rows` in the order of time, never shuffled; before each part but the first, `gap` rows belong to none, so that what is near
 * in time is not on both sides. Shares are of the rows that are left. Throws `series-too-short` where a part would have none.
 */
export function splitByTime(rows: number, shares: Omit<SplitShares, 'seed'>, gap: number): TimeParts {
  const present = [shares.train, shares.validation, shares.test].filter((share) => share > 0).length;
  const gaps = gap * Math.max(0, present - 1);
  if (rows < gaps + present) throw appError('series-too-short', { needs: gaps + present, what: 'A series with such gaps', got: rows });
  let at = 0;
  const [train, validation, test] = partCounts(rows - gaps, shares).map((count): Stretch => {
    if (count === 0) return { from: at, to: at };
    const from = at === 0 ? 0 : at + gap;
    at = from + count;
    return { from, to: at };
  });
  const none = { from: at, to: at };
  return { train: train ?? none, validation: validation ?? none, test: test ?? none };
}
