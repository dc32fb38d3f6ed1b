import { describe, expect, it } from 'vitest';
import { ItemPages } from '#renderer/features/data/item-pages.svelte.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeItem } from '../../helpers/fake-data.ts';
import { HeldClient } from '../../helpers/held-client.ts';

const total = 1000;
const answers = (label = 0): FakeClient['answers'] => ({
  'datasets.items': ({ offset = 0, limit = 100 }) => ({
    total,
    items: Array.from({ length: Math.min(limit, total - offset) }, (_, place) => fakeItem(offset + place, { class: label })),
  }),
});
const filter = { dataset: 1, only: 'all' as const };
const offsets = (core: FakeClient): unknown[] => core.asked.map(({ input }) => (input as { offset: number }).offset);

describe('pages of items', () => {
  it('say how many there are once the first page is there', async () => {
    const pages = new ItemPages(new FakeClient(answers()), filter);
    expect(pages.total).toBeNull();
    await pages.ready;
    expect(pages.total).toBe(total);
    expect(pages.at(199)?.index).toBe(199);
  });

  it('read only the pages in sight', async () => {
    const core = new FakeClient(answers());
    const pages = new ItemPages(core, filter);
    await pages.ready;
    pages.show(590, 610);
    await pages.of([590, 610]);
    expect(offsets(core)).toEqual([0, 400, 600]);
    expect(pages.at(605)?.index).toBe(605);
    expect(pages.at(300)).toBeUndefined();
  });

  it('ask for a page once, however often it comes into sight', async () => {
    const core = new HeldClient(answers());
    const pages = new ItemPages(core, filter);
    for (let turn = 0; turn < 5; turn++) pages.show(210, 230);
    expect(core.held).toHaveLength(2);
    await core.letGo(1);
    pages.show(210, 230);
    expect(core.held).toHaveLength(2);
  });

  it('keep a late answer of before a change from covering the one after it', async () => {
    const core = new HeldClient(answers(0));
    const pages = new ItemPages(core, filter);
    const refreshed = pages.refresh();
    core.answers = answers(2);
    await core.letGo(1);
    await refreshed;
    core.answers = answers(0);
    await core.letGo(0);
    expect(pages.at(0)?.class).toBe(2);
  });

  it('keep what is in sight until it is read anew, and forget the rest', async () => {
    const core = new FakeClient(answers());
    const pages = new ItemPages(core, filter);
    await pages.of([0, 400]);
    pages.show(0, 40);
    const refreshed = pages.refresh();
    expect(pages.at(0)?.index).toBe(0);
    expect(pages.at(400)).toBeUndefined();
    await refreshed;
    expect(offsets(core)).toEqual([0, 400, 0]);
  });

  it('tell an error, and read the page again when it is asked for again', async () => {
    const core = new FakeClient({
      'datasets.items': () => ({
        ok: false,
        error: { code: 'not-found', message: 'The dataset must be there.', remedy: 'Choose another.' },
      }),
    });
    const pages = new ItemPages(core, filter);
    await pages.ready;
    expect(pages.error?.message).toBe('The dataset must be there.');
    expect(pages.total).toBeNull();
    core.answers = answers();
    await pages.refresh();
    expect(pages.error).toBeNull();
    expect(pages.total).toBe(total);
  });

  it('read a page that failed again when it comes into sight again', async () => {
    const core = new FakeClient(answers());
    const pages = new ItemPages(core, filter);
    await pages.ready;
    core.answers = {};
    await pages.of([400]);
    expect(pages.at(400)).toBeUndefined();
    core.answers = answers();
    pages.show(400, 420);
    await pages.of([400]);
    expect(pages.at(400)?.index).toBe(400);
  });

  it('read what an action is about before it acts, over many pages', async () => {
    const pages = new ItemPages(new FakeClient(answers()), filter);
    const items = await pages.of(Array.from({ length: total }, (_, place) => place));
    expect(items.map((item) => item.index)).toEqual(Array.from({ length: total }, (_, place) => place));
  });
});
