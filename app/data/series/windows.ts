import type { Stretch } from './time-split.ts';

/** What of a series is one sample, in steps. */
export interface WindowShape {
  /** Steps that go in, and steps that are forecast: those right after. */
  window: number;
  horizon: number;
  /** Steps from the start of one sample to the next. */
  stride: number;
}

/**
 * Where the samples of a part start: a sample whose window starts at row s forecasts rows s + window to s + window + horizon − 1,
 * all of which lie in the part. A window may reach back before its part: that past is known when the forecast is made. The first
 * part has none before it, so its samples lie wholly inside.
 */
export function sampleStarts(part: Stretch, shape: WindowShape): Int32Array<ArrayBuffer> {
  const { first, count } = samplesIn(part, shape);
  const starts = new Int32Array(count);
  for (let sample = 0; sample < count; sample += 1) starts[sample] = first + sample * shape.stride;
  return starts;
}

/** The same as the first of them and how many there are. */
export function samplesIn({ from, to }: Stretch, { window, horizon, stride }: WindowShape): { first: number; count: number } {
  const first = Math.max(0, from - window);
  const last = to - window - horizon;
  return { first, count: Math.max(0, Math.floor((last - first) / stride) + 1) };
}
