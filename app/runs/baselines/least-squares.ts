/**
 * Least squares one row at a time, by rotating each into a triangle (Givens; Golub & Van Loan, Matrix Computations, 5.2.5): as exact
 * as the orthogonal methods of LAPACK, and the rows are not kept. Holds (columns + outputs) · columns numbers.
 */
export class LeastSquares {
  readonly #columns: number;
  readonly #width: number;
  /** Row-major [columns, columns + outputs]: the triangle, and what it must give. */
  readonly #triangle: Float64Array;

  constructor(columns: number, outputs: number) {
    this.#columns = columns;
    this.#width = columns + outputs;
    this.#triangle = new Float64Array(columns * this.#width);
  }

  /** A row of inputs followed by outputs, [columns + outputs]; it is overwritten. */
  add(row: Float64Array): void {
    const [width, triangle] = [this.#width, this.#triangle];
    for (let at = 0; at < this.#columns; at += 1) {
      const [below, above] = [row[at] ?? 0, triangle[at * width + at] ?? 0];
      if (below === 0) continue;
      const length = Math.hypot(above, below);
      const [cosine, sine] = [above / length, below / length];
      for (let place = at; place < width; place += 1) {
        const [one, other] = [triangle[at * width + place] ?? 0, row[place] ?? 0];
        triangle[at * width + place] = cosine * one + sine * other;
        row[place] = cosine * other - sine * one;
      }
    }
  }

  /** Columns that those before them tell, but for `least`: how far out of their span each reaches. Their weights are anybody's. */
  dependent(least: number): number[] {
    const reach = (column: number) => Math.abs(this.#triangle[column * this.#width + column] ?? 0);
    return Array.from({ length: this.#columns }, (_, column) => column).filter((column) => reach(column) <= least);
  }

  /** Pulls a column's weight towards 0, as much as a row with this number there would. */
  holdBack(column: number, strength: number): void {
    const row = new Float64Array(this.#width);
    row[column] = strength;
    this.add(row);
  }

  /** The weights with the least squared error, row-major [columns, outputs]; none of the columns may be dependent. */
  solve(): Float64Array<ArrayBuffer> {
    const [columns, width, triangle] = [this.#columns, this.#width, this.#triangle];
    const outputs = width - columns;
    const weights = new Float64Array(columns * outputs);
    for (let at = columns - 1; at >= 0; at -= 1) {
      for (let output = 0; output < outputs; output += 1) {
        let rest = triangle[at * width + columns + output] ?? 0;
        for (let place = at + 1; place < columns; place += 1)
          rest -= (triangle[at * width + place] ?? 0) * (weights[place * outputs + output] ?? 0);
        weights[at * outputs + output] = rest / (triangle[at * width + at] ?? 0);
      }
    }
    return weights;
  }
}
