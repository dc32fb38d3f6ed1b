import type { Dataset } from '#app/contract/datasets.ts';
import type { Judged } from '#app/contract/evaluations.ts';
import type { CallOutput } from '#app/contract/index.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';

type Row = CallOutput<'datasets.rows'>['rows'][number];

/** Of a window, how many of its last steps are read. */
export const lastSteps = 5;

/** The core gives so many rows at once. */
const atOnce = 1000;

/** Rows behind judged items, read as these come into the list, each asked for once: of a window its last steps and the one that was answered. */
export class JudgedRows {
  readonly #dataset: number;
  readonly #window: number;
  readonly #asked = new Set<number>();
  #rows = $state.raw<ReadonlyMap<number, Row>>(new Map());
  #error = $state.raw<ErrorData | null>(null);

  constructor({ id, preprocessing }: Pick<Dataset, 'id' | 'preprocessing'>) {
    this.#dataset = id;
    this.#window = preprocessing.kind === 'series' ? preprocessing.window : 0;
  }

  get error(): ErrorData | null {
    return this.#error;
  }
  /** The row that was answered; null until it is read. */
  of({ index }: Judged): Row | null {
    return index === null ? null : (this.#rows.get(index + this.#window) ?? null);
  }
  /** The last steps before the one that was answered, in order; empty of a table, and until they are read. */
  before({ index }: Judged): Row[] {
    return index === null
      ? []
      : this.#placesOf(index)
          .slice(0, -1)
          .flatMap((place) => this.#rows.get(place) ?? []);
  }

  async read(items: readonly Judged[]): Promise<void> {
    const wanted = new Set(items.flatMap(({ index }) => (index === null ? [] : this.#placesOf(index))));
    const indices = [...wanted].filter((place) => !this.#asked.has(place));
    for (const index of indices) this.#asked.add(index);
    for (let at = 0; at < indices.length; at += atOnce) await this.#ask(indices.slice(at, at + atOnce));
  }

  async #ask(indices: number[]): Promise<void> {
    const found = await client.call('datasets.rows', { dataset: this.#dataset, indices });
    this.#error = found.ok ? null : found.error;
    if (found.ok) this.#rows = new Map([...this.#rows, ...found.value.rows.map((row) => [row.index, row] as const)]);
    else for (const index of indices) this.#asked.delete(index);
  }
  #placesOf(index: number): number[] {
    const steps = Math.min(lastSteps, this.#window);
    return Array.from({ length: steps + 1 }, (_, step) => index + this.#window - steps + step);
  }
}
