/** Rows of numbers of which most may be 0: row r has `columns[starts[r]…starts[r + 1]]` and their `values`. */
export interface Rows {
  count: number;
  starts: Int32Array;
  columns: Int32Array;
  values: Float32Array | Float64Array;
}

/** Puts rows together one at a time. */
export class RowsBuilder {
  readonly #starts: number[] = [0];
  readonly #columns: number[] = [];
  readonly #values: number[] = [];

  /** Adds a row that has each column as often as it is named; negative ones are no columns. */
  add(columns: ArrayLike<number>): void {
    const sorted = Int32Array.from(columns).sort();
    let last = -1;
    for (const column of sorted) {
      if (column < 0) continue;
      if (column === last) {
        this.#values[this.#values.length - 1] = (this.#values.at(-1) ?? 0) + 1;
        continue;
      }
      this.#columns.push(column);
      this.#values.push(1);
      last = column;
    }
    this.#starts.push(this.#columns.length);
  }

  rows(): Rows {
    return {
      count: this.#starts.length - 1,
      starts: Int32Array.from(this.#starts),
      columns: Int32Array.from(this.#columns),
      values: Float32Array.from(this.#values),
    };
  }
}

/** Rows that have a number in each column; `columns` are of [rows], and nothing is missing in them. */
export function denseRows(columns: readonly Float64Array[]): Rows {
  const count = columns[0]?.length ?? 0;
  const width = columns.length;
  const values = new Float64Array(count * width);
  for (const [place, column] of columns.entries()) for (const [row, value] of column.entries()) values[row * width + place] = value;
  return {
    count,
    starts: Int32Array.from({ length: count + 1 }, (_, row) => row * width),
    columns: Int32Array.from(values, (_, at) => at % width),
    values,
  };
}
