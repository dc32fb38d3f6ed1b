/** Lets so many through at once; the others wait in the order they came. */
export class Turns {
  readonly #atOnce: number;
  readonly #inside = new Set<number>();
  #waiting: { id: number; go: (go: boolean) => void }[] = [];

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Those that are let through, and those that wait. */
  get ahead(): number {
    return this.#inside.size + this.#waiting.length;
  }

  has(id: number): boolean {
    return this.#inside.has(id) || this.#waiting.some((waiting) => waiting.id === id);
  }

  /** Resolves with true when it is its turn, with false when it was dropped before. */
  take(id: number): Promise<boolean> {
    return new Promise((go) => {
      this.#waiting.push({ id, go });
      this.#next();
    });
  }

  /** Ends a turn that was taken. */
  release(id: number): void {
    this.#inside.delete(id);
    this.#next();
  }

  /** Takes one out of the queue; false when it does not wait there. */
  drop(id: number): boolean {
    const found = this.#waiting.find((waiting) => waiting.id === id);
    this.#waiting = this.#waiting.filter((waiting) => waiting !== found);
    found?.go(false);
    return found !== undefined;
  }

  dropAll(): void {
    for (const { id } of [...this.#waiting]) this.drop(id);
  }

  #next(): void {
    while (this.#inside.size < this.#atOnce) {
      const first = this.#waiting.shift();
      if (first === undefined) return;
      this.#inside.add(first.id);
      first.go(true);
    }
  }
}
