import type { CallOutput } from '#app/contract/index.ts';
import type { ErrorData } from '#app/errors.ts';
import type { Client } from '#renderer/client.ts';

export type ItemText = CallOutput<'datasets.texts'>['texts'][number];

/** The core answers so many at a time. */
const mostAsked = 1000;
/** More than are ever in sight; beyond these all are forgotten and read anew where they are seen. */
const mostKept = 20_000;
/** Characters that a line of a table can show. */
const shown = 300;

/** The beginnings of a dataset's texts, read as they come into sight, each once. */
export class ItemTexts {
  #texts = $state.raw<ReadonlyMap<number, ItemText>>(new Map());
  #error = $state.raw<ErrorData | null>(null);
  readonly #asked = new Set<number>();
  readonly #client: Client;
  readonly #dataset: number;

  constructor(client: Client, dataset: number) {
    this.#client = client;
    this.#dataset = dataset;
  }

  get error(): ErrorData | null {
    return this.#error;
  }
  /** The text of an item; undefined while it is read. */
  of(index: number): ItemText | undefined {
    return this.#texts.get(index);
  }
  /** Reads the texts of these items, those that are not there yet. */
  async show(indices: readonly number[]): Promise<void> {
    const wanted = indices.filter((index) => !this.#asked.has(index));
    if (wanted.length === 0) return;
    if (this.#asked.size + wanted.length > mostKept) {
      this.#asked.clear();
      this.#texts = new Map();
    }
    for (const index of wanted) this.#asked.add(index);
    for (let at = 0; at < wanted.length; at += mostAsked) await this.#read(wanted.slice(at, at + mostAsked));
  }

  async #read(indices: number[]): Promise<void> {
    const result = await this.#client.call('datasets.texts', { dataset: this.#dataset, indices, most: shown });
    if (!result.ok) {
      for (const index of indices) this.#asked.delete(index);
      this.#error = result.error;
      return;
    }
    this.#error = null;
    this.#texts = new Map([...this.#texts, ...result.value.texts.map((text) => [text.index, text] as const)]);
  }
}
