import { appError } from '../../errors.ts';
import { answerLinear, fitLinear, type LinearModel } from './linear-regression.ts';

/** x[t] = intercept + Σ weightᵢ·x[t − i] for i from 1 to the order. */
export type Autoregression = LinearModel;

/** The series as it stood `by` steps earlier, beside those values that have `order` before them. */
const earlier = (values: Float64Array, order: number, by: number): Float64Array => values.subarray(order - by, values.length - by);

/**
 * AR(order) by least squares on a series' training part, in order of time; as statsmodels' AutoReg(trend="c"). Throws
 * `series-too-short` with fewer rows than unknowns, and `rows-with-missing`.
 */
export function fitAutoregression(values: Float64Array, order: number): Autoregression {
  const needs = 2 * order + 1;
  if (values.length < needs) throw appError('series-too-short', { needs, what: `A series for AR(${order})`, got: values.length });
  const inputs = Array.from({ length: order }, (_, place) => earlier(values, order, place + 1));
  return fitLinear(inputs, [earlier(values, order, 0)]);
}

/** The next [horizon] values after `past`, each forecast from those before it, forecast ones too; NaN where `past` is too short. */
export function forecastAutoregression(model: Autoregression, past: Float64Array, horizon: number): Float64Array {
  const order = model.outputs[0]?.weights.length ?? 0;
  const all = new Float64Array(order + horizon).fill(Number.NaN);
  const known = past.subarray(Math.max(0, past.length - order));
  all.set(known, order - known.length);
  for (let at = order; at < all.length; at += 1) {
    const inputs = Array.from({ length: order }, (_, place) => all.subarray(at - place - 1, at - place));
    all[at] = answerLinear(model, inputs)[0]?.[0] ?? Number.NaN;
  }
  return all.slice(order);
}
