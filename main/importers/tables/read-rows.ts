import type { Place, SkippedRow } from '../texts/source.ts';

/** Rows as numbers. */
export interface ReadRows {
  rows: number;
  /** The line of each row, then its number in each column, NaN where it is missing: the next column `stride` places further on. */
  values: Float64Array<ArrayBuffer>;
  stride: number;
}

/** A row that is skipped for one of its cells; `reason` follows the column's name. */
export const skippedCell = (place: Place, column: string, reason: string): SkippedRow => ({ place, column, reason: `${column} ${reason}` });
