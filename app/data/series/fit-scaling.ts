import { fitScalers } from '../scaling/chain.ts';
import type { ScalerSettings, ScalerState } from '../scaling/index.ts';
import type { TimeParts } from './time-split.ts';

/** Fits scalers to a series' column, [rows], of which they see the training part alone. Throws `column-without-numbers`. */
export const fitScalersInTime = (settings: readonly ScalerSettings[], column: Float64Array, { train }: TimeParts): ScalerState[] =>
  fitScalers(settings, column.subarray(train.from, train.to));
