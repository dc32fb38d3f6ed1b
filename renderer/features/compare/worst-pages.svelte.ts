import type { JudgedText } from '#app/contract/evaluations.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';

const atOnce = 20;

/** The texts whose steps were answered worst, that one first, read as far as one looks. */
export class WorstPages {
  readonly #evaluation: number;
  #texts = $state.raw<readonly JudgedText[]>([]);
  #total = $state<number | null>(null);
  #error = $state.raw<ErrorData | null>(null);
  #reading: Promise<void> | null = null;

  constructor(evaluation: number) {
    this.#evaluation = evaluation;
  }

  get texts(): readonly JudgedText[] {
    return this.#texts;
  }
  /** Texts that are kept; null until it is known. */
  get total(): number | null {
    return this.#total;
  }
  get error(): ErrorData | null {
    return this.#error;
  }
  /** Whether all that are kept are read. */
  get whole(): boolean {
    return this.#texts.length === this.#total;
  }

  readonly more = (): Promise<void> => {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  };
  /** Reads to the end, or to an error. */
  readonly all = async (): Promise<void> => {
    do await this.more();
    while (!this.whole && this.#error === null);
  };

  async #read(): Promise<void> {
    if (this.whole) return;
    const page = { evaluation: this.#evaluation, offset: this.#texts.length, limit: atOnce };
    const found = await client.call('evaluations.worst', page);
    this.#error = found.ok ? null : found.error;
    if (!found.ok) return;
    this.#texts = [...this.#texts, ...found.value.texts];
    this.#total = found.value.total;
  }
}
