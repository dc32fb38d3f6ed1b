/** The next [horizon] values after `past`: each the value that was at the same place of the last season, of those that is known. */
export function seasonalNaive(past: Float64Array, season: number, horizon: number): Float64Array {
  return Float64Array.from({ length: horizon }, (_, step) => {
    let at = past.length + (step % season) - season;
    while (at >= 0 && !Number.isFinite(past[at])) at -= season;
    return past[at] ?? Number.NaN;
  });
}

/** The next [horizon] values after `past`: the last known one, again and again. NaN of none. */
export const lastValue = (past: Float64Array, horizon: number): Float64Array => seasonalNaive(past, 1, horizon);
