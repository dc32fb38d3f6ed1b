import type { Item } from '#app/contract/datasets.ts';
import type { CallInput } from '#app/contract/index.ts';
import type { ErrorData } from '#app/errors.ts';
import type { Client } from '#renderer/client.ts';

/** Items that are asked for at a time. */
const pageSize = 200;

export type ItemFilter = Omit<CallInput<'datasets.items'>, 'offset' | 'limit'>;

/** A long list of items of which only the pages in sight are read, and each once. */
export class ItemPages {
  readonly filter: ItemFilter;
  #pages = $state.raw<ReadonlyMap<number, readonly Item[]>>(new Map());
  #total = $state<number | null>(null);
  #error = $state.raw<ErrorData | null>(null);
  readonly #asked = new Set<number>();
  readonly #client: Client;

  constructor(client: Client, filter: ItemFilter) {
    this.#client = client;
    this.filter = filter;
    void this.#read(0);
  }

  /** Null until the first page is there. */
  get total(): number | null {
    return this.#total;
  }
  get error(): ErrorData | null {
    return this.#error;
  }
  /** The item at a place of the filtered list; undefined while its page is read. */
  at(place: number): Item | undefined {
    return this.#pages.get(Math.floor(place / pageSize))?.[place % pageSize];
  }
  /** Reads what is in sight and not there yet. */
  show(first: number, end: number): void {
    for (let page = Math.floor(first / pageSize); page * pageSize < end; page++) void this.#read(page);
  }
  /** Reads everything in sight anew: something changed. */
  refresh(): void {
    const pages = [...this.#asked];
    this.#asked.clear();
    for (const page of pages) void this.#read(page);
  }

  async #read(page: number): Promise<void> {
    if (this.#asked.has(page)) return;
    this.#asked.add(page);
    const result = await this.#client.call('datasets.items', { ...this.filter, offset: page * pageSize, limit: pageSize });
    if (!result.ok) {
      this.#asked.delete(page);
      this.#error = result.error;
      return;
    }
    this.#error = null;
    this.#total = result.value.total;
    this.#pages = new Map(this.#pages).set(page, result.value.items);
  }
}
