import type { SparseRow } from './bags.ts';
import type { FittedText } from './fitted.ts';
import type { TfIdfSettings } from './preprocessing.ts';

/** How rare each word is, by the texts that have it. Formulas of scikit-learn's TfidfTransformer; a word in no text has 0. */
export function inverseTextCounts({ texts, textCounts, settings }: FittedText): Float64Array<ArrayBuffer> {
  const more = settings.tfIdf.smooth ? 1 : 0;
  return Float64Array.from(textCounts, (count) => (count + more === 0 ? 0 : Math.log((texts + more) / (count + more)) + 1));
}

/** Weighs counts by how rare each word is, then divides by the row's norm. Changes the row in place and returns it. */
export function tfIdfWeigher(fitted: FittedText): (row: SparseRow) => SparseRow {
  const rare = inverseTextCounts(fitted);
  const { sublinear, norm } = fitted.settings.tfIdf;
  return (row) => {
    const { columns, values } = row;
    for (let at = 0; at < values.length; at += 1) {
      const count = values[at] ?? 0;
      values[at] = (sublinear ? 1 + Math.log(count) : count) * (rare[columns[at] ?? 0] ?? 0);
    }
    const whole = sizeOf(values, norm);
    if (whole > 0) for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) / whole;
    return row;
  };
}

function sizeOf(values: Float64Array, norm: TfIdfSettings['norm']): number {
  if (norm === 'none') return 0;
  let sum = 0;
  for (const value of values) sum += norm === 'l2' ? value * value : Math.abs(value);
  return norm === 'l2' ? Math.sqrt(sum) : sum;
}
