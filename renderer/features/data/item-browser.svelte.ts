import { untrack } from 'svelte';
import type { Dataset, Item } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import type { ErrorData } from '#app/errors.ts';
import type { Client } from '#renderer/client.ts';
import { plural } from '#renderer/ui/format.ts';
import { Selection } from '#renderer/ui/selection.svelte.ts';
import { type ItemFilter, ItemPages } from './item-pages.svelte.ts';
import { itemWords } from './item-words.ts';

/** Items that the core relabels at a time. */
const most = 10_000;

interface BrowserNeeds {
  client: Client;
  dataset: () => Dataset;
  offerUndo: (text: string, undo: () => Promise<void>) => void;
}

/** A dataset's items as they are looked at: the filter, what is chosen, what is open, and giving other classes. */
export class ItemBrowser {
  chosenClass = $state<number | null>(null);
  part = $state<SplitName | 'all'>('all');
  sought = $state('');
  duplicates = $state(false);
  /** Shown as the network sees them. */
  seen = $state(false);
  /** The place in full view. */
  opened = $state<number | null>(null);
  /** The place the keyboard is at. */
  active = $state(0);
  readonly selection = new Selection();
  #error = $state.raw<ErrorData | null>(null);
  #pages: ItemPages;
  #shown: ItemPages;
  readonly #needs: BrowserNeeds;

  constructor(needs: BrowserNeeds) {
    this.#needs = needs;
    this.#pages = new ItemPages(needs.client, this.filter);
    this.#shown = $state.raw(this.#pages);
  }

  get filter(): ItemFilter {
    const sought = withoutSeparators(this.sought.trim());
    return {
      dataset: untrack(() => this.#needs.dataset().id),
      ...(this.chosenClass === null ? {} : { class: this.chosenClass }),
      ...(this.part === 'all' ? {} : { split: this.part }),
      ...(sought === '' ? {} : { search: sought }),
      only: this.duplicates ? 'duplicates' : 'all',
    };
  }
  /** Whether only some of the items are meant. */
  get filtered(): boolean {
    return this.chosenClass !== null || this.part !== 'all' || this.sought.trim() !== '' || this.duplicates;
  }
  /** What fits the filter; what fitted the one before until it is there. */
  get pages(): ItemPages {
    return this.#shown;
  }
  get error(): ErrorData | null {
    return this.#error ?? this.#shown.error;
  }
  /** The item that the keyboard is at. */
  get current(): Item | undefined {
    return this.#shown.at(this.active);
  }
  /** The places that an action is about: those chosen, else the one the keyboard is at. */
  get places(): readonly number[] {
    return this.selection.chosen.size > 0 ? [...this.selection.chosen] : [this.active];
  }

  /** Reads what fits another filter. What is in sight stays until it is there; of several the last counts. */
  async apply(filter: ItemFilter): Promise<void> {
    if (JSON.stringify(filter) === JSON.stringify(this.#pages.filter)) return;
    const next = new ItemPages(this.#needs.client, filter);
    this.#pages = next;
    await next.ready;
    if (this.#pages !== next) return;
    this.#shown = next;
    this.selection.clear();
    this.active = 0;
    this.opened = null;
  }
  clearFilter(): void {
    this.chosenClass = null;
    this.part = 'all';
    this.sought = '';
    this.duplicates = false;
  }
  async refresh(): Promise<void> {
    this.#error = null;
    await this.#shown.refresh();
  }

  /** Gives the items at these places a class; can be undone. */
  async relabel(places: readonly number[], to: number): Promise<void> {
    const { dataset, offerUndo } = this.#needs;
    const label = dataset().classes[to]?.name;
    const items = (await this.#shown.of(places)).filter((item) => item.class !== to);
    if (label === undefined || items.length === 0) return;
    if (await this.#give(items, () => to))
      offerUndo(
        `${plural(items.length, itemWords(dataset()).one)} relabelled as ${label}`,
        async () => void (await this.#give(items, (item) => item.class)),
      );
  }

  async #give(items: readonly Item[], classOf: (item: Item) => number): Promise<boolean> {
    const byClass = Map.groupBy(items, classOf);
    let error: ErrorData | null = null;
    for (const [label, some] of byClass) {
      for (let at = 0; at < some.length && error === null; at += most) {
        const indices = some.slice(at, at + most).map((item) => item.index);
        const result = await this.#needs.client.call('datasets.relabel', {
          dataset: this.#needs.dataset().id,
          items: indices,
          class: label,
        });
        if (!result.ok) error = result.error;
      }
    }
    this.selection.clear();
    await this.#shown.refresh();
    this.#error = error;
    return error === null;
  }
}

/** Lines are shown as "Line 1,049", and kept as "line 1049". */
const withoutSeparators = (sought: string): string => (/^line \d{1,3}(,\d{3})+$/i.test(sought) ? sought.replaceAll(',', '') : sought);
