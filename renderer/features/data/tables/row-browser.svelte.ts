import type { Dataset } from '#app/contract/datasets.ts';
import type { CallOutput } from '#app/contract/index.ts';
import type { SplitName } from '#app/data/images.ts';
import type { Client } from '#renderer/client.ts';
import { Pages } from '../pages.svelte.ts';

export type TableRow = CallOutput<'datasets.rows'>['rows'][number];

/** A table's rows as they are looked at: of which part, and where the keyboard is. */
export class RowBrowser {
  /** The place the keyboard is at. */
  active = $state(0);
  #part = $state<SplitName | 'all'>('all');
  #asked: Pages<TableRow>;
  #shown: Pages<TableRow>;
  readonly #client: Client;
  readonly #dataset: Dataset['id'];

  constructor(client: Client, dataset: Dataset['id']) {
    this.#client = client;
    this.#dataset = dataset;
    this.#asked = this.#pagesOf('all');
    this.#shown = $state.raw(this.#asked);
  }

  get part(): SplitName | 'all' {
    return this.#part;
  }
  /** The rows of that part; those of the one before until they are there. */
  get pages(): Pages<TableRow> {
    return this.#shown;
  }
  get current(): TableRow | undefined {
    return this.#shown.at(this.active);
  }
  /** Looks at another part; of several the last counts. */
  async show(part: SplitName | 'all'): Promise<void> {
    this.#part = part;
    const next = this.#pagesOf(part);
    this.#asked = next;
    await next.ready;
    if (this.#asked !== next) return;
    this.#shown = next;
    this.active = 0;
  }

  #pagesOf(part: SplitName | 'all'): Pages<TableRow> {
    return new Pages(async (page) => {
      const result = await this.#client.call('datasets.rows', {
        dataset: this.#dataset,
        ...(part === 'all' ? {} : { split: part }),
        ...page,
      });
      return result.ok ? { ok: true, value: { entries: result.value.rows, total: result.value.total } } : result;
    });
  }
}
