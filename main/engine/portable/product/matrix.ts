/** A matrix of floats on the heap: where its first lies in bytes, and how many floats lie from row to row, column to column. */
export interface Matrix {
  readonly address: number;
  readonly rows: number;
  readonly columns: number;
  readonly rowStride: number;
  readonly columnStride: number;
}

/** A matrix that lies row by row, without gaps. */
export const rowByRow = (address: number, rows: number, columns: number): Matrix => ({
  address,
  rows,
  columns,
  rowStride: columns,
  columnStride: 1,
});

/** The same numbers, rows and columns changed over; nothing moves. */
export const transposed = ({ address, rows, columns, rowStride, columnStride }: Matrix): Matrix => ({
  address,
  rows: columns,
  columns: rows,
  rowStride: columnStride,
  columnStride: rowStride,
});
