import { z } from 'zod';

/** A mean absolute error and how much it differs: its standard deviation over the origins. */
const spreadError = z.object({ mean: z.number(), spread: z.number() });

/** How far off forecasts from several origins are, in the target's own unit. */
export const rollingErrors = z.object({
  ...spreadError.shape,
  /** Each step ahead, over the origins. */
  steps: z.array(spreadError),
  /** Each origin, over the steps; first to last. */
  origins: z.array(z.number()),
});
export type RollingErrors = z.infer<typeof rollingErrors>;

/** Forecasts, and what came: [items, steps, targets], in the targets' own units. */
interface Forecasts {
  actual: Float64Array;
  predicted: Float64Array;
  /** The origin that each item is forecast from; several where there are several series. */
  origins: Int32Array;
  horizon: number;
}

/**
 * Errors by step ahead and by origin, each a mean over series and targets; pairs of which one is not known do not count. Null where an
 * origin or a step has none that does.
 */
export function rollingErrorsOf({ actual, predicted, origins, horizon }: Forecasts): RollingErrors | null {
  const count = origins.reduce((most, origin) => Math.max(most, origin + 1), 0);
  const each = actual.length / Math.max(1, origins.length * horizon);
  const [sums, counts] = [new Float64Array(count * horizon), new Float64Array(count * horizon)];
  for (let place = 0; place < actual.length; place += 1) {
    const apart = Math.abs((actual[place] ?? Number.NaN) - (predicted[place] ?? Number.NaN));
    if (!Number.isFinite(apart)) continue;
    const at = Math.floor(place / each);
    const cell = (origins[Math.floor(at / horizon)] ?? 0) * horizon + (at % horizon);
    sums[cell] = (sums[cell] ?? 0) + apart;
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  const cells = sums.map((sum, cell) => sum / (counts[cell] ?? 0));
  const ofStep = (step: number) => spreadOf(cells.filter((_, cell) => cell % horizon === step));
  const steps = Array.from({ length: horizon }, (_, step) => ofStep(step));
  const ofOrigin = Array.from({ length: count }, (_, origin) => meanOf(cells.subarray(origin * horizon, (origin + 1) * horizon)));
  const whole = [...steps.flatMap(({ mean, spread }) => [mean, spread]), ...ofOrigin].every(Number.isFinite);
  return whole && count > 1 ? { ...spreadOf(Float64Array.from(ofOrigin)), steps, origins: ofOrigin } : null;
}

/** Over the values that are known; NaN of none. */
function meanOf(values: Float64Array): number {
  const known = values.filter(Number.isFinite);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The deviation is that of a sample, over n − 1. */
function spreadOf(values: Float64Array): { mean: number; spread: number } {
  const known = values.filter(Number.isFinite);
  const mean = meanOf(known);
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, spread: Math.sqrt(squares / Math.max(1, known.length - 1)) };
}
