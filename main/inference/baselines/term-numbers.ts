/** Numbers terms in the order they are met, and counts them. */
export class TermNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #counts: number[] = [];

  /** The numbers of a text's terms; new terms get the next ones. */
  learn(terms: readonly string[]): Int32Array {
    return Int32Array.from(terms, (term) => {
      const known = this.#numbers.get(term);
      const number = known ?? this.#counts.length;
      if (known === undefined) this.#numbers.set(term, number);
      this.#counts[number] = (this.#counts[number] ?? 0) + 1;
      return number;
    });
  }

  /** Keeps the most frequent terms, of equal ones those that were met first: the column of each number, −1 for none. */
  columns(most: number): { features: number; of: Int32Array } {
    const byCount = Array.from(this.#counts.keys()).sort((one, other) => (this.#counts[other] ?? 0) - (this.#counts[one] ?? 0));
    const of = new Int32Array(this.#counts.length).fill(-1);
    const kept = byCount.slice(0, most);
    for (const [column, number] of kept.entries()) of[number] = column;
    return { features: kept.length, of };
  }

  /** The numbers of terms, −1 for those that were never learned. */
  find(terms: readonly string[]): Int32Array {
    return Int32Array.from(terms, (term) => this.#numbers.get(term) ?? -1);
  }
}
