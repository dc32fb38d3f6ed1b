import { z } from 'zod';
import { appError } from '../../errors.ts';
import { momentsOf } from './moments.ts';
import { quantileOf, sortedNumbers } from './quantile.ts';

/**
 * What becomes of a column's missing cells: their rows are dropped; they get the mean, median or most frequent value of the training
 * part, the value above them, or a mark of their own, a number that says "missing". Codes of categories have no mean and no median.
 */
export const missingRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['drop', 'mean', 'median', 'most-frequent', 'forward']) }),
  z.object({ kind: z.literal('mark'), value: z.number() }),
]);
export type MissingRule = z.infer<typeof missingRule>;

/** The rule with what was fitted; stored with the model. */
export const missingState = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['drop', 'forward']) }),
  z.object({ kind: z.literal('value'), value: z.number() }),
]);
export type MissingState = z.infer<typeof missingState>;

/** Fits to a column, [rows], of the training part alone; as scikit-learn's SimpleImputer. Throws `column-without-numbers`. */
export function fitMissing(rule: MissingRule, values: Float64Array): MissingState {
  if (rule.kind === 'drop' || rule.kind === 'forward') return { kind: rule.kind };
  if (rule.kind === 'mark') return { kind: 'value', value: rule.value };
  const value = fittedValue(rule.kind, values);
  if (Number.isNaN(value)) throw appError('column-without-numbers', { cells: values.length });
  return { kind: 'value', value };
}

/** NaN where there is no number. */
function fittedValue(kind: 'mean' | 'median' | 'most-frequent', values: Float64Array): number {
  if (kind === 'median') return quantileOf(values, 0.5);
  const sorted = sortedNumbers(values);
  if (sorted.length === 0) return Number.NaN;
  return kind === 'mean' ? momentsOf(sorted).mean : mostFrequent(sorted);
}

/** Of equals the least, as scikit-learn takes it. */
function mostFrequent(sorted: Float64Array): number {
  let [best, most, from] = [sorted[0] ?? Number.NaN, 0, 0];
  for (let at = 1; at <= sorted.length; at += 1) {
    if (at < sorted.length && sorted[at] === sorted[from]) continue;
    if (at - from > most) [best, most] = [sorted[from] ?? Number.NaN, at - from];
    from = at;
  }
  return best;
}

/**
 * The column with its missing cells (those not finite) filled, itself where none is missing; `before` is the value above the first. Dropped
 * ones stay NaN.
 */
export function fillMissing(state: MissingState, values: Float64Array, before = Number.NaN): Float64Array {
  let first = 0;
  while (first < values.length && Number.isFinite(values[first])) first += 1;
  if (first === values.length) return values;
  const filled = values.slice();
  let last = first === 0 ? before : (values[first - 1] ?? before);
  for (let row = first; row < filled.length; row += 1) {
    const value = filled[row] ?? Number.NaN;
    if (Number.isFinite(value)) last = value;
    else filled[row] = state.kind === 'value' ? state.value : state.kind === 'forward' ? last : Number.NaN;
  }
  return filled;
}

/** Rows that have a number in each of these columns, in order: what is left once rows are dropped. */
export function wholeRows(columns: readonly Float64Array[], rows: number): Int32Array<ArrayBuffer> {
  const kept: number[] = [];
  for (let row = 0; row < rows; row += 1) if (columns.every((column) => Number.isFinite(column[row]))) kept.push(row);
  return Int32Array.from(kept);
}
