/** Lets work that needs much memory run side by side only as far as a budget goes; what is above it runs alone. */
export class MemoryBudget {
  readonly #bytes: number;
  readonly #waiting: { bytes: number; start: () => void }[] = [];
  #used = 0;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** Runs the work when `bytes` are free, in the order asked. */
  async with<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    const needed = Math.min(bytes, this.#bytes);
    if (this.#waiting.length > 0 || this.#used + needed > this.#bytes) {
      await new Promise<void>((start) => this.#waiting.push({ bytes: needed, start }));
    } else {
      this.#used += needed;
    }
    try {
      return await work();
    } finally {
      this.#used -= needed;
      this.#startWaiting();
    }
  }

  #startWaiting(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#used + next.bytes <= this.#bytes; next = this.#waiting[0]) {
      this.#used += next.bytes;
      this.#waiting.shift();
      next.start();
    }
  }
}
