import { z } from 'zod';
import type { ColumnValues } from '../columns/column.ts';
import { quantile, sortedNumbers } from '../columns/quantile.ts';

const count = z.int().nonnegative();

/** How a column's values lie, and what they say of the target. Numbers and dates (milliseconds since 1970) alike. */
export const columnProfile = z.object({
  name: z.string(),
  /** Bars of one width from `from` to `to`; the last one holds `to` too. Null where no two values differ, and of categories. */
  histogram: z.object({ from: z.number(), to: z.number(), counts: z.array(count) }).nullable(),
  quartiles: z.object({ first: z.number(), median: z.number(), third: z.number() }).nullable(),
  /** Values further outside the quartiles than 1.5 times what lies between them. */
  outliers: count,
  /** Pearson's, with the first target, over the rows that have both; null where one of the two is no number or does not vary. */
  correlation: z.number().nullable(),
  /** The first target can be read off it: the same values, their multiple, or a name for each class. */
  tells: z.boolean(),
});
export type ColumnProfile = z.infer<typeof columnProfile>;

/** Bars of a histogram. */
const bars = 30;
/** As Tukey 1977, "Exploratory Data Analysis". */
const outlierReach = 1.5;
/** A correlation so near to 1 differs from it by rounding alone. */
const exact = 1 - 1e-9;

/** Profiles a column of a table beside the first target; null: the column is that itself, or none is a number or class. */
export function profileColumn(name: string, column: ColumnValues, target: ColumnValues | null): ColumnProfile {
  const numbers = column.categories === null;
  const sorted = numbers ? sortedNumbers(column.values) : new Float64Array();
  const quartiles =
    sorted.length === 0 ? null : { first: quantile(sorted, 0.25), median: quantile(sorted, 0.5), third: quantile(sorted, 0.75) };
  const both = target !== null && numbers && target.categories === null;
  const correlation = both ? correlationOf(column.values, target.values) : null;
  return {
    name,
    histogram: histogramOf(sorted),
    quartiles,
    outliers: quartiles === null ? 0 : outliersOf(sorted, quartiles),
    correlation,
    tells: target !== null && (correlation === null ? isRenamed(column, target) : Math.abs(correlation) > exact),
  };
}

/** Of sorted values; whole numbers of a few kinds have a bar each, around them. Null where no two differ. */
export function histogramOf(sorted: Float64Array): ColumnProfile['histogram'] {
  const [least, most] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  if (!(most > least)) return null;
  const ownBars = most - least < bars && sorted.every(Number.isInteger);
  const [from, to, many] = ownBars ? [least - 0.5, most + 0.5, most - least + 1] : [least, most, bars];
  const counts = new Array<number>(many).fill(0);
  for (const value of sorted) {
    const bar = Math.min(many - 1, Math.floor(((value - from) / (to - from)) * many));
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return { from, to, counts };
}

function outliersOf(sorted: Float64Array, { first, third }: NonNullable<ColumnProfile['quartiles']>): number {
  const reach = outlierReach * (third - first);
  let outside = 0;
  for (const value of sorted) if (value < first - reach || value > third + reach) outside += 1;
  return outside;
}

/** Pearson's, −1 to 1, in two passes, over rows where both are finite; null where one does not vary among them. */
export function correlationOf(one: Float64Array, other: Float64Array): number | null {
  let [rows, sum, otherSum] = [0, 0, 0];
  for (let row = 0; row < one.length; row += 1) {
    const [a, b] = [one[row] ?? Number.NaN, other[row] ?? Number.NaN];
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
    rows += 1;
    sum += a;
    otherSum += b;
  }
  const [mean, otherMean] = [sum / rows, otherSum / rows];
  let [squares, otherSquares, products] = [0, 0, 0];
  for (let row = 0; row < one.length; row += 1) {
    const [a, b] = [(one[row] ?? Number.NaN) - mean, (other[row] ?? Number.NaN) - otherMean];
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
    squares += a * a;
    otherSquares += b * b;
    products += a * b;
  }
  const spread = Math.sqrt(squares) * Math.sqrt(otherSquares);
  // What rounding leaves of a constant column is no spread.
  const negligible = (scale: number, of: number) => of <= rows * (Number.EPSILON * Math.abs(scale)) ** 2;
  if (rows < 2 || negligible(mean, squares) || negligible(otherMean, otherSquares)) return null;
  return Math.min(1, Math.max(-1, products / spread));
}

/** Whether each kind stands for one class and each class has one kind, two at least: the same under other names. */
function isRenamed({ values, categories }: ColumnValues, target: ColumnValues): boolean {
  if (categories === null && target.categories !== null && !isBoolean(values)) return false;
  const [classOf, kindOf] = [new Map<number, number>(), new Map<number, number>()];
  for (const [row, kind] of values.entries()) {
    const label = target.values[row] ?? Number.NaN;
    if (Number.isNaN(kind) || Number.isNaN(label)) continue;
    if ((classOf.get(kind) ?? label) !== label || (kindOf.get(label) ?? kind) !== kind) return false;
    classOf.set(kind, label);
    kindOf.set(label, kind);
  }
  return classOf.size > 1;
}

/** Whether all of them are 0, 1 or missing. */
const isBoolean = (values: Float64Array): boolean => values.every((value) => value === 0 || value === 1 || Number.isNaN(value));
