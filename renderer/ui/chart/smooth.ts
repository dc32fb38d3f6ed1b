import type { Numbers } from './series.ts';

/**
 * The running mean s ← a·s + (1 − a)·x of a curve that grows: what was smoothed before is kept, only new points are worked on.
 * Points that are no numbers stay so and are passed over.
 */
export class Smoother {
  #amount = -1;
  #length = 0;
  #out = new Float32Array(0);
  #mean = Number.NaN;
  #first = Number.NaN;
  #last = Number.NaN;

  /** y smoothed by `amount` (0: not at all, below 1), equally long. */
  of(y: Numbers, amount: number): Float32Array {
    if (!this.#continues(y, amount)) {
      this.#amount = amount;
      this.#length = 0;
      this.#mean = Number.NaN;
    }
    if (y.length > this.#out.length) {
      const out = new Float32Array(Math.max(y.length, this.#out.length * 2));
      out.set(this.#out.subarray(0, this.#length));
      this.#out = out;
    }
    let mean = this.#mean;
    for (let index = this.#length; index < y.length; index++) {
      const value = y[index] ?? Number.NaN;
      if (Number.isFinite(value)) mean = Number.isNaN(mean) ? value : amount * mean + (1 - amount) * value;
      this.#out[index] = Number.isFinite(value) ? mean : Number.NaN;
    }
    this.#mean = mean;
    this.#length = y.length;
    this.#first = y[0] ?? Number.NaN;
    this.#last = y[y.length - 1] ?? Number.NaN;
    return this.#out.subarray(0, y.length);
  }

  #continues(y: Numbers, amount: number): boolean {
    if (amount !== this.#amount || this.#length === 0 || y.length < this.#length) return false;
    return Object.is(y[0], this.#first) && Object.is(y[this.#length - 1], this.#last);
  }
}
