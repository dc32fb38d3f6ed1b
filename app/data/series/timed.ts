/** A series with its times: milliseconds since 1970, [rows], and columns of [rows] each. NaN is a missing value. */
export interface TimedSeries {
  times: Float64Array;
  columns: readonly Float64Array[];
}

/** The rows named, in this order. */
export const rowsOf = ({ times, columns }: TimedSeries, rows: Int32Array): TimedSeries => ({
  times: Float64Array.from(rows, (row) => times[row] ?? Number.NaN),
  columns: columns.map((column) => Float64Array.from(rows, (row) => column[row] ?? Number.NaN)),
});

/** In the order of time; rows of the same time keep theirs. */
export function inOrder(series: TimedSeries): TimedSeries {
  const { times } = series;
  if (times.every((time, row) => row === 0 || time >= (times[row - 1] ?? 0))) return series;
  const rows = Int32Array.from({ length: times.length }, (_, row) => row).sort(
    (one, other) => (times[one] ?? 0) - (times[other] ?? 0) || one - other,
  );
  return rowsOf(series, rows);
}
