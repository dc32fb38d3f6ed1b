import { Curve } from './curve.ts';
import type { Numbers } from './series.ts';

/** Points a block; of each block the first, the lowest, the highest, a break and the last are kept. */
const block = 256;

/**
 * A long curve that grows, seen from afar: the points of each whole block that shape it, and all of the last block. Only what is new is
 * looked at, so that drawing a million points costs no more than drawing some thousands.
 */
export class Overview {
  #shape = new Curve();
  #length = 0;
  #firstX = Number.NaN;
  #lastX = Number.NaN;
  #lastY = Number.NaN;

  /** The points that shape the curve; of short ones all. Extremes and breaks are never lost. */
  of(x: Numbers, y: Numbers): { x: Numbers; y: Numbers } {
    if (x.length <= block * 64) return { x, y };
    if (!this.#continues(x, y)) {
      this.#shape = new Curve();
      this.#length = 0;
    }
    while (this.#length + block <= x.length) {
      this.#take(x, y, this.#length);
      this.#length += block;
    }
    this.#firstX = x[0] ?? Number.NaN;
    this.#lastX = x[this.#length - 1] ?? Number.NaN;
    this.#lastY = y[this.#length - 1] ?? Number.NaN;
    return this.#withTail(x, y);
  }

  #continues(x: Numbers, y: Numbers): boolean {
    if (this.#length === 0 || x.length < this.#length) return false;
    return x[0] === this.#firstX && x[this.#length - 1] === this.#lastX && Object.is(y[this.#length - 1], this.#lastY);
  }

  #take(x: Numbers, y: Numbers, start: number): void {
    const chosen = extremes(y, start, start + block - 1);
    this.#shape.append(
      chosen.map((index) => x[index] ?? Number.NaN),
      chosen.map((index) => y[index] ?? Number.NaN),
    );
  }

  #withTail(x: Numbers, y: Numbers): { x: Numbers; y: Numbers } {
    const shape = this.#shape.view();
    const tail = x.length - this.#length;
    const [allX, allY] = [new Float64Array(shape.x.length + tail), new Float32Array(shape.x.length + tail)];
    allX.set(shape.x);
    allY.set(shape.y);
    for (let index = 0; index < tail; index++) {
      allX[shape.x.length + index] = x[this.#length + index] ?? Number.NaN;
      allY[shape.x.length + index] = y[this.#length + index] ?? Number.NaN;
    }
    return { x: allX, y: allY };
  }
}

/** The places from `first` to `last` that shape a line: both ends, the lowest, the highest, and a break if there is one. */
export function extremes(y: Numbers, first: number, last: number): number[] {
  let low = first;
  let high = first;
  let gap = -1;
  for (let index = first; index <= last; index++) {
    const value = y[index] ?? Number.NaN;
    if (Number.isNaN(value)) gap = index;
    else {
      // A comparison with NaN is false: a lowest or highest that is none gives way to the first that is.
      if (!(value >= (y[low] ?? Number.NaN))) low = index;
      if (!(value <= (y[high] ?? Number.NaN))) high = index;
    }
  }
  return [...new Set([first, low, high, gap, last])].filter((index) => index >= 0).sort((a, b) => a - b);
}
