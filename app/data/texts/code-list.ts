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

  append(values: Int32Array): void {
    const length = this.length + values.length;
    if (length > this.#values.length) this.#values = grown(this.#values, 2 * length);
    this.#values.set(values, this.length);
    this.length = length;
  }

  /** What is in it, until the next change. */
  view(): Int32Array {
    return this.#values.subarray(0, this.length);
  }
}
