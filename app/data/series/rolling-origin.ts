import { appError } from '../../errors.ts';
import type { Stretch } from './time-split.ts';

/** Train on what was known then, judge on what came next. */
export interface Fold {
  train: Stretch;
  test: Stretch;
}

export interface RollingOrigin {
  folds: number;
  /** Rows judged in each fold, and rows left out before them. */
  testRows: number;
  gap: number;
  /** Rows trained on at most, the latest ones; all there are where null. */
  mostTrainRows: number | null;
}

/**
 * Folds whose tests lie one after the other up to the end of the series, each trained on what came before alone; as scikit-learn's
 * TimeSeriesSplit. Throws `series-too-short` where the first fold has nothing to train on.
 */
export function rollingOrigin(rows: number, { folds, testRows, gap, mostTrainRows }: RollingOrigin): Fold[] {
  const needs = folds * testRows + gap + 1;
  if (rows < needs) throw appError('series-too-short', { needs, what: 'A series with so many folds', got: rows });
  return Array.from({ length: folds }, (_, fold) => {
    const from = rows - (folds - fold) * testRows;
    const to = from - gap;
    return { train: { from: mostTrainRows === null ? 0 : Math.max(0, to - mostTrainRows), to }, test: { from, to: from + testRows } };
  });
}
