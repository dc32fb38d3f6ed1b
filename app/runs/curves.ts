/**
 * Places of at most `most` points that draw the same picture: the first, the last, and of each stretch in between the
 * least and the greatest of every curve, so that no peak is lost. In order. With `most` below 2 it gives 2.
 */
export function thinned(curves: readonly ArrayLike<number>[], most: number): Int32Array<ArrayBuffer> {
  const length = curves[0]?.length ?? 0;
  if (length <= Math.max(most, 2)) return Int32Array.from({ length }, (_, place) => place);
  const stretches = Math.floor((most - 2) / (2 * curves.length));
  const kept = new Set([0, length - 1]);
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = 1 + Math.floor((stretch * (length - 2)) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * (length - 2)) / stretches);
    for (const curve of curves) for (const place of extremes(curve, from, to)) kept.add(place);
  }
  return Int32Array.from(kept).sort();
}

/** Places of the least and the greatest of curve[from … to − 1]; none where all are NaN. */
function extremes(curve: ArrayLike<number>, from: number, to: number): number[] {
  let [least, greatest] = [-1, -1];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = from; place < to; place += 1) {
    const value = curve[place] ?? Number.NaN;
    if (value <= low) [least, low] = [place, value];
    if (value > high || greatest < 0) [greatest, high] = Number.isNaN(value) ? [greatest, high] : [place, value];
  }
  return [least, greatest].filter((place) => place >= 0);
}
