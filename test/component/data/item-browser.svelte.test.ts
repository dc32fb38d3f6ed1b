import { describe, expect, it, vi } from 'vitest';
import type { CallInput } from '#app/contract/index.ts';
import { ItemBrowser } from '#renderer/features/data/item-browser.svelte.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeDataset, fakeItem } from '../../helpers/fake-data.ts';
import { HeldClient } from '../../helpers/held-client.ts';

const total = 12_000;
/** Items of which every third is of each class; relabelling changes them, as the core does. */
function answering(core: FakeClient): FakeClient {
  const labels = Array.from({ length: total }, (_, index) => index % 3);
  core.answers = {
    'datasets.items': ({ offset = 0, limit = 100, class: label, search }) => {
      const fitting = labels.flatMap((each, index) =>
        (label ?? each) === each && (search ?? '') === '' ? [fakeItem(index, { class: each })] : [],
      );
      return { total: fitting.length, items: fitting.slice(offset, offset + limit) };
    },
    'datasets.relabel': ({ items, class: to }) => {
      for (const index of items) labels[index] = to;
      return fakeDataset();
    },
  };
  return core;
}
async function opened(core = answering(new FakeClient())) {
  const offers: { text: string; undo: () => Promise<void> }[] = [];
  const browser = new ItemBrowser({ client: core, dataset: () => fakeDataset(), offerUndo: (text, undo) => offers.push({ text, undo }) });
  await browser.pages.ready;
  return { core, browser, offers };
}
const relabelled = (core: FakeClient): CallInput<'datasets.relabel'>[] =>
  core.asked.flatMap(({ name, input }) => (name === 'datasets.relabel' ? [input as CallInput<'datasets.relabel'>] : []));

describe('a browser of items', () => {
  it('gives one class to many, with one offer to undo', async () => {
    const { core, browser, offers } = await opened();
    await browser.relabel([0, 1, 2, 3], 2);
    expect(relabelled(core)).toEqual([{ dataset: 1, items: [0, 1, 3], class: 2 }]);
    expect(offers.map(({ text }) => text)).toEqual(['3 images relabelled as daisy']);
    expect(browser.pages.at(0)?.class).toBe(2);
  });

  it('gives everyone the class they had when that is undone', async () => {
    const { browser, offers } = await opened();
    await browser.relabel([0, 1, 2, 3], 2);
    await offers[0]?.undo();
    expect([0, 1, 2, 3].map((place) => browser.pages.at(place)?.class)).toEqual([0, 1, 2, 0]);
  });

  it('relabels what was chosen beyond what is in sight, ten thousand at a time', async () => {
    const { core, browser } = await opened();
    await browser.relabel(
      Array.from({ length: total }, (_, place) => place),
      0,
    );
    expect(relabelled(core).map(({ items }) => items.length)).toEqual([8000]);
    await browser.relabel(
      Array.from({ length: total }, (_, place) => place),
      1,
    );
    expect(relabelled(core).map(({ items }) => items.length)).toEqual([8000, 10_000, 2000]);
  });

  it('says nothing and asks nothing where all have the class already', async () => {
    const { core, browser, offers } = await opened();
    await browser.relabel([0, 3], 0);
    expect(relabelled(core)).toEqual([]);
    expect(offers).toEqual([]);
  });

  it('keeps the error of a refused change in sight, without an offer to undo', async () => {
    const { core, browser, offers } = await opened();
    core.answers['datasets.relabel'] = () => ({
      ok: false,
      error: { code: 'dataset-not-ready', message: 'The data must be ready.', remedy: 'Wait.' },
    });
    await browser.relabel([0], 2);
    expect(browser.error?.message).toBe('The data must be ready.');
    expect(offers).toEqual([]);
    await browser.refresh();
    expect(browser.error).toBeNull();
  });

  it('keeps what is in sight until what fits another filter is there', async () => {
    const core = new HeldClient();
    answering(core);
    const browser = new ItemBrowser({ client: core, dataset: () => fakeDataset(), offerUndo: vi.fn() });
    await core.letGo(0);
    browser.chosenClass = 1;
    const applied = browser.apply(browser.filter);
    expect(browser.pages.total).toBe(total);
    await core.letGo(1);
    await applied;
    expect(browser.pages.total).toBe(total / 3);
  });

  it('finds a line by the number as it is shown', () => {
    const browser = new ItemBrowser({ client: new HeldClient(), dataset: () => fakeDataset(), offerUndo: vi.fn() });
    for (const [sought, search] of [
      ['Line 1,049', 'Line 1049'],
      ['a,b', 'a,b'],
    ] as const) {
      browser.sought = sought;
      expect(browser.filter.search).toBe(search);
    }
  });

  it('shows the last of two filters, whichever is answered last', async () => {
    const core = new HeldClient();
    answering(core);
    const browser = new ItemBrowser({ client: core, dataset: () => fakeDataset(), offerUndo: vi.fn() });
    await core.letGo(0);
    browser.sought = 'x';
    const first = browser.apply(browser.filter);
    browser.sought = '';
    browser.chosenClass = 2;
    const second = browser.apply(browser.filter);
    await core.letGo(2);
    await core.letGo(1);
    await Promise.all([first, second]);
    expect(browser.pages.filter).toMatchObject({ class: 2 });
    expect(browser.pages.total).toBe(total / 3);
  });

  it('forgets the choice with the filter: it was of other places', async () => {
    const { browser } = await opened();
    browser.selection.set([4, 5]);
    browser.active = 5;
    browser.chosenClass = 1;
    await browser.apply(browser.filter);
    expect(browser.selection.chosen.size).toBe(0);
    expect(browser.active).toBe(0);
  });
});
