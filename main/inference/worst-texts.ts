const most = 200;

/** A text's loss at each of its steps that count is −ln of the probability it gave the truth; 0 would be infinite. */
const leastProbability = 1e-7;

/** A text with the probability that the truth had at each of its steps. */
interface Judged {
  index: number;
  truth: readonly number[];
}

/** Keeps the texts that were answered worst, by the mean loss of their steps, the worst first; 200 at most. */
export class WorstTexts<T extends Judged> {
  #kept: (T & { loss: number })[] = [];

  /** A text without a step that counts has no loss, and is not taken. */
  add(text: T): void {
    if (text.truth.length === 0) return;
    const loss = text.truth.reduce((sum, truth) => sum - Math.log(Math.max(truth, leastProbability)), 0) / text.truth.length;
    this.#kept.push({ ...text, loss });
    if (this.#kept.length >= 2 * most) this.#cut();
  }

  all(): (T & { loss: number })[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    this.#kept = this.#kept.sort((one, other) => other.loss - one.loss || one.index - other.index).slice(0, most);
  }
}
