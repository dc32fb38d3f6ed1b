import type { Item } from '#app/contract/datasets.ts';
import type { CallInput } from '#app/contract/index.ts';
import type { Client } from '#renderer/client.ts';
import { Pages } from './pages.svelte.ts';

export { pageSize } from './pages.svelte.ts';
export type ItemFilter = Omit<CallInput<'datasets.items'>, 'offset' | 'limit'>;

/** The items that fit a filter. */
export class ItemPages extends Pages<Item> {
  readonly filter: ItemFilter;

  constructor(client: Client, filter: ItemFilter) {
    super(async (page) => {
      const result = await client.call('datasets.items', { ...filter, ...page });
      return result.ok ? { ok: true, value: { entries: result.value.items, total: result.value.total } } : result;
    });
    this.filter = filter;
  }
}
