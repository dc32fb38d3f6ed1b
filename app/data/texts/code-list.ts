import { grown } from './token-table.ts';

/** Whole numbers one after another, in memory that is used again for the next text. */
export class CodeList {
  length = 0;
  #values = new Int32Array(1024);

  push(value: number): void {
    if (this.length === this.#values.length) this.#values = grown(this.#values, 2 * this.length);
    this.#values[this.length] = value;
    this.length += 1;
  }

  /** What is in it, until the next change. */
  view(): Int32Array {
    return this.#values.subarray(0, this.length);
  }
}
