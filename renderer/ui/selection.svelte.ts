/** What is chosen of a list, by place: click one, Shift up to, Mod one more. */
export class Selection {
  #chosen = $state.raw<ReadonlySet<number>>(new Set());
  #anchor = 0;

  get chosen(): ReadonlySet<number> {
    return this.#chosen;
  }
  has(index: number): boolean {
    return this.#chosen.has(index);
  }
  /** Chooses as a click on `index` with these keys held does. */
  pick(index: number, { shiftKey, mod }: { shiftKey: boolean; mod: boolean }): void {
    if (shiftKey) {
      const [from, to] = [Math.min(this.#anchor, index), Math.max(this.#anchor, index)];
      const range = Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
      this.#chosen = new Set(mod ? [...this.#chosen, ...range] : range);
      return;
    }
    this.#anchor = index;
    if (!mod) this.#chosen = new Set([index]);
    else if (this.#chosen.has(index)) this.#chosen = new Set([...this.#chosen].filter((other) => other !== index));
    else this.#chosen = new Set([...this.#chosen, index]);
  }
  set(indices: Iterable<number>): void {
    this.#chosen = new Set(indices);
  }
  all(count: number): void {
    this.#chosen = new Set(Array.from({ length: count }, (_, index) => index));
  }
  clear(): void {
    this.#chosen = new Set();
  }
}
