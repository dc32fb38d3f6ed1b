/** A curve that grows: appending is cheap, its views are taken without copying. */
export class Curve {
  #x = new Float64Array(1024);
  #y = new Float32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }
  /** The last x; 0 of an empty curve. */
  get end(): number {
    return this.#length === 0 ? 0 : (this.#x[this.#length - 1] ?? 0);
  }

  /** Adds points; those at or before the end are known already and are left out. Returns whether any was new. */
  append(x: ArrayLike<number>, y: ArrayLike<number>): boolean {
    const before = this.#length;
    this.#reserve(this.#length + x.length);
    for (let index = 0; index < x.length; index++) {
      const at = x[index] ?? Number.NaN;
      if (!(this.#length === 0 || at > this.end)) continue;
      this.#x[this.#length] = at;
      this.#y[this.#length] = y[index] ?? Number.NaN;
      this.#length += 1;
    }
    return this.#length > before;
  }

  /** Forgets what is at or after x: it is being written anew. */
  cut(x: number): void {
    while (this.#length > 0 && this.end >= x) this.#length -= 1;
  }

  /** What it holds now, as new views: hand them to a chart as x and y. */
  view(): { x: Float64Array; y: Float32Array } {
    return { x: this.#x.subarray(0, this.#length), y: this.#y.subarray(0, this.#length) };
  }

  #reserve(length: number): void {
    if (length <= this.#x.length) return;
    const size = Math.max(length, this.#x.length * 2);
    const [x, y] = [new Float64Array(size), new Float32Array(size)];
    x.set(this.#x.subarray(0, this.#length));
    y.set(this.#y.subarray(0, this.#length));
    this.#x = x;
    this.#y = y;
  }
}
