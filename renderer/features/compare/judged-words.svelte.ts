import type { Judged } from '#app/contract/evaluations.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';

/** Of a text, what a row shows at most. Characters. */
const shown = 300;

/** What judged texts say, read as rows come into the list; each is asked for once. */
export class JudgedWords {
  readonly #dataset: number;
  readonly #asked = new Set<number>();
  #texts = $state.raw<ReadonlyMap<number, string>>(new Map());
  #error = $state.raw<ErrorData | null>(null);

  constructor(dataset: number) {
    this.#dataset = dataset;
  }

  get error(): ErrorData | null {
    return this.#error;
  }
  /** The beginning of a text; null until it is read. */
  of({ index }: Judged): string | null {
    return index === null ? null : (this.#texts.get(index) ?? null);
  }

  async read(items: readonly Judged[]): Promise<void> {
    const indices = items.flatMap(({ index }) => (index === null || this.#asked.has(index) ? [] : [index]));
    if (indices.length === 0) return;
    for (const index of indices) this.#asked.add(index);
    const found = await client.call('datasets.texts', { dataset: this.#dataset, indices, most: shown });
    this.#error = found.ok ? null : found.error;
    if (found.ok) {
      this.#texts = new Map([
        ...this.#texts,
        ...found.value.texts.map(({ index, text, whole }) => [index, whole ? text : `${text}…`] as const),
      ]);
    } else for (const index of indices) this.#asked.delete(index);
  }
}
