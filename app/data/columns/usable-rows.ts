import type { ScalerSettings } from '../scaling/index.ts';
import type { Stretch } from '../series/time-split.ts';
import type { ColumnValues } from './column.ts';
import type { ColumnsPreprocessing } from './fitted.ts';
import { dropsMissing } from './input.ts';

/** What of a column must be known of a row for it to be told. */
interface Needed {
  column: string;
  /** Whether a missing cell is as the row before it. */
  forward: boolean;
  /** Differences that are taken one after the other, to rows so many earlier. */
  lags: readonly number[];
}

/** What each row lacks to be learned from. */
export interface LackingRows {
  /** Columns that must be told. */
  columns: readonly string[];
  /** Of each row the first of them that cannot be, counted from 1; 0: it lacks none. */
  lacking: Uint16Array<ArrayBuffer>;
}

/** Told how many of the columns have been looked at. */
type OnProgress = (done: number, total: number) => void;

/**
 * 1 for each of the rows that can be learned from: it misses nothing it must have, and all that is made of it can be told, which takes
 * rows of its own series before it where cells are filled from these or differences are taken. `read` brings a column, one at a time.
 */
export async function usableRows(
  settings: ColumnsPreprocessing,
  read: (name: string) => ColumnValues | Promise<ColumnValues>,
  series: readonly Stretch[],
  rows: number,
  onProgress?: OnProgress,
): Promise<Uint8Array> {
  const { lacking } = await lackingRows(settings, read, series, rows, onProgress);
  // In a loop: what goes through an iterator takes a second for ten million rows.
  const usable = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) if (lacking[row] === 0) usable[row] = 1;
  return usable;
}

/** The same, with what stands in the way of each of the others. */
export async function lackingRows(
  settings: ColumnsPreprocessing,
  read: (name: string) => ColumnValues | Promise<ColumnValues>,
  series: readonly Stretch[],
  rows: number,
  onProgress: OnProgress = () => undefined,
): Promise<LackingRows> {
  const lacking = new Uint16Array(rows);
  const needed = neededOf(settings);
  for (const [place, each] of needed.entries()) {
    const { values } = await read(each.column);
    const known = toldRows(values, each, series);
    for (let row = 0; row < rows; row += 1) if (known[row] !== 1 && lacking[row] === 0) lacking[row] = place + 1;
    onProgress(place + 1, needed.length);
  }
  return { columns: needed.map(({ column }) => column), lacking };
}

function neededOf({ targets, targetScaling, inputs }: ColumnsPreprocessing): Needed[] {
  return [
    ...targets.map((column) => ({ column, forward: false, lags: lagsOf(targetScaling) })),
    ...inputs.flatMap((input): Needed[] => {
      const { column, encoder } = input;
      const lags = encoder.kind === 'number' ? lagsOf(encoder.scaling) : [];
      const forward = encoder.kind === 'number' && encoder.missing.kind === 'forward';
      return forward || lags.length > 0 || dropsMissing(input) ? [{ column, forward, lags }] : [];
    }),
  ];
}

const lagsOf = (scaling: readonly ScalerSettings[]): number[] => scaling.flatMap((each) => (each.kind === 'difference' ? [each.lag] : []));

/** 1 for each row of which the column can be told. */
function toldRows(values: Float64Array, { forward, lags }: Needed, series: readonly Stretch[]): Uint8Array {
  const known = new Uint8Array(values.length);
  for (const { from, to } of series) {
    let seen = false;
    for (let row = from; row < to; row += 1) {
      const isThere = Number.isFinite(values[row]);
      seen ||= isThere;
      known[row] = isThere || (forward && seen) ? 1 : 0;
    }
    for (const lag of lags) for (let row = to - 1; row >= from; row -= 1) if (row - lag < from || known[row - lag] !== 1) known[row] = 0;
  }
  return known;
}
