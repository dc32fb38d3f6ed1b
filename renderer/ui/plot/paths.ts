/** A line through points, in px; where one has no y it is broken. */
export function linePath(points: readonly { x: number; y: number | null }[]): string {
  let pen = 'M';
  return points
    .flatMap(({ x, y }) => {
      if (y === null || !Number.isFinite(y)) {
        pen = 'M';
        return [];
      }
      const part = `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
      pen = 'L';
      return [part];
    })
    .join('');
}

/** The ground between two lines, in px; points that lack an end are left out. Empty of fewer than two. */
export function bandPath(points: readonly { x: number; low: number | null; high: number | null }[]): string {
  const whole = points.flatMap(({ x, low, high }) => (low === null || high === null ? [] : [{ x, low, high }]));
  if (whole.length < 2) return '';
  const there = whole.map(({ x, high }) => ({ x, y: high }));
  const back = whole.toReversed().map(({ x, low }) => ({ x, y: low }));
  return `${linePath([...there, ...back])}Z`;
}
