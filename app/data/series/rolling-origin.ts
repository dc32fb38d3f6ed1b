import { appError } from '../../errors.ts';

/** Places that forecasts are made from, among windows one after another. */
export interface RollingOrigins {
  /** Windows from one to the next. */
  step: number;
  places: number[];
}

/**
 * So many places among `windows` windows, the last of them and others before it, all at one distance, as wide as fits: a rolling
 * forecasting origin (Hyndman & Athanasopoulos 2021, "Forecasting: Principles and Practice", 5.10). Throws `origins-too-many`.
 */
export function rollingOrigins(windows: number, origins: number): RollingOrigins {
  if (origins < 2 || origins > windows) throw appError('origins-too-many', { most: windows, got: origins });
  const step = Math.floor((windows - 1) / (origins - 1));
  return { step, places: Array.from({ length: origins }, (_, origin) => windows - 1 - (origins - 1 - origin) * step) };
}
