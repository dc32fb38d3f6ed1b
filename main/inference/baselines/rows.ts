/** Rows of counts of which most are 0: row r has `columns[starts[r]…starts[r + 1]]` and their `values`. */
export interface Rows {
  count: number;
  starts: Int32Array;
  columns: Int32Array;
  values: Float32Array;
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
