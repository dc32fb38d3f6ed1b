import type { Judged } from '#app/contract/evaluations.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import type { Cell } from './cells.ts';

const atOnce = 60;

/** The items behind a cell (without one: all mistakes), largest loss first, read as far as one looks. */
export class JudgedPages {
  readonly #evaluation: number;
  readonly #cell: Cell | null;
  #items = $state.raw<readonly Judged[]>([]);
  #total = $state<number | null>(null);
  #error = $state.raw<ErrorData | null>(null);
  #reading = false;

  constructor(evaluation: number, cell: Cell | null) {
    this.#evaluation = evaluation;
    this.#cell = cell;
  }

  get items(): readonly Judged[] {
    return this.#items;
  }
  /** Null until it is known. */
  get total(): number | null {
    return this.#total;
  }
  get error(): ErrorData | null {
    return this.#error;
  }

  readonly more = async (): Promise<void> => {
    if (this.#reading) return;
    this.#reading = true;
    const page = { evaluation: this.#evaluation, offset: this.#items.length, limit: atOnce, ...(this.#cell ?? {}) };
    const found = await client.call('evaluations.cell', page);
    this.#reading = false;
    this.#error = found.ok ? null : found.error;
    if (!found.ok) return;
    this.#items = [...this.#items, ...found.value.items];
    this.#total = found.value.total;
  };
}
