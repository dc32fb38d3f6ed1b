/** How fast something goes, from where it stood over the last seconds: items a second, null until that can be said. */
export class Rate {
  readonly #points: { at: number; done: number }[] = [];
  readonly #window: number;

  constructor(windowSeconds = 5) {
    this.#window = windowSeconds;
  }

  /** Notes that `done` items were done at `at` seconds of a clock that never goes back. */
  note(at: number, done: number): void {
    const newest = this.#points.at(-1);
    // Going back means it was begun anew: what was before says nothing.
    if (newest && done < newest.done) this.#points.length = 0;
    // Ten points a second are enough.
    if (newest && this.#points.length > 1 && at - newest.at < 0.1) this.#points.pop();
    this.#points.push({ at, done });
    while (this.#points.length > 2 && at - (this.#points[1]?.at ?? at) > this.#window) this.#points.shift();
  }

  get perSecond(): number | null {
    const oldest = this.#points[0];
    const newest = this.#points.at(-1);
    if (!oldest || !newest || newest.at - oldest.at < 0.05) return null;
    return (newest.done - oldest.done) / (newest.at - oldest.at);
  }
}
