import type { RowFeatures } from '../columns/features.ts';
import { type SeriesPreprocessing, stepFeatures, stepsIn } from './preprocessing.ts';

/** Windows of series as the network gets them. */
export interface WindowWriter {
  /** [timesteps, features]. */
  shape: [steps: number, features: number];
  /** Writes the window that begins at a row into `into` from `offset` on. */
  write(start: number, into: Float32Array, offset: number): void;
}

/**
 * Windows of steps, one row each. Where something is known ahead, the steps that are forecast come behind: with 0 for what is not
 * known of them, and each step says as its last feature whether it is one of these.
 */
export function windowWriter(settings: SeriesPreprocessing, { width, write, writeAhead }: RowFeatures): WindowWriter {
  const { window, knownAhead } = settings;
  const steps = stepsIn(settings);
  const features = stepFeatures(settings, width);
  const marks = knownAhead.length > 0;
  return {
    shape: [steps, features],
    write(start, into, offset) {
      for (let step = 0; step < steps; step += 1) {
        const at = offset + step * features;
        if (step < window) write(start + step, into, at);
        else writeAhead(start + step, into, at);
        if (marks) into[at + width] = step < window ? 0 : 1;
      }
    },
  };
}
