import { expect, test } from 'vitest';
import {
  countItems,
  insertItems,
  itemPages,
  labelsOf,
  listDuplicates,
  listItems,
  markDuplicates,
  relabelItems,
  renumberClasses,
  setParts,
} from '#main/store/items.ts';
import { addDataset, addProject, anItem } from '#test/helpers/rows.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { openedStore } from '#test/helpers/workspace.ts';

async function withItems(count: number) {
  const { store } = await openedStore();
  const dataset = await addDataset(store.db, await addProject(store.db));
  const items = Array.from({ length: count }, (_, index) =>
    anItem(index, { class: index % 3, split: index % 5 === 0 ? 'test' : 'train', duplicateOf: index === 7 ? 1 : null }),
  );
  await store.transaction((db) => insertItems(db, dataset, items));
  return { store, dataset };
}

test('a hundred thousand items go in within seconds, and a page of them comes within 50 ms', async () => {
  const begun = performance.now();
  const { store, dataset } = await withItems(100_000);
  expectBelow(performance.now() - begun, 10_000);
  const asked = performance.now();
  const { items, total } = await listItems(store.db, { dataset, class: 1, split: 'train' }, { offset: 20_000, limit: 200 });
  expectBelow(performance.now() - asked, 50);
  expect(items).toHaveLength(200);
  expect(total).toBe(26_667);
});

test('filters by class, part, path and duplicates together', async () => {
  const { store, dataset } = await withItems(30);
  const found = async (filter: object) =>
    (await listItems(store.db, { dataset, ...filter }, { offset: 0, limit: 100 })).items.map((item) => item.index);
  expect(await found({ class: 1, split: 'test' })).toEqual([10, 25]);
  expect(await found({ search: 'A/1.PNG' })).toEqual([1]);
  expect(await found({ search: '%' })).toEqual([]);
  expect(await found({ only: 'duplicates' })).toEqual([7]);
});

test('a search knows letters of every script, however they are spelled', async () => {
  const { store, dataset } = await withItems(1);
  await insertItems(store.db, dataset, [anItem(1, { path: 'VO\u0308GEL/Ж.png' })]);
  for (const search of ['vögel', 'VÖGEL', 'ж'])
    expect((await listItems(store.db, { dataset, search }, { offset: 0, limit: 9 })).total).toBe(1);
});

test('new labels and parts show in the counts', async () => {
  const { store, dataset } = await withItems(6);
  await store.transaction(async (db) => {
    await relabelItems(db, dataset, [0, 3], 2);
    await setParts(db, dataset, { from: 0, parts: Uint8Array.of(1, 0, 0, 0, 0, 2) });
  });
  expect(await countItems(store.db, dataset)).toEqual([
    { class: 1, split: 'train', items: 2 },
    { class: 2, split: 'train', items: 2 },
    { class: 2, split: 'validation', items: 1 },
    { class: 2, split: 'test', items: 1 },
  ]);
});

test('twenty thousand items of which half are copies are marked within seconds', async () => {
  const { store, dataset } = await withItems(20_000);
  const pairs = Array.from({ length: 10_000 }, (_, place) => [10_000 + place, place] as const);
  const begun = performance.now();
  await markDuplicates(store.db, dataset, pairs);
  expectBelow(performance.now() - begun, 5_000);
  const { total, duplicates } = await listDuplicates(store.db, dataset, { offset: 10_000, limit: 1 });
  expect([total, duplicates[0]?.index, duplicates[0]?.ofIndex]).toEqual([10_001, 19_999, 9_999]);
});

test('come page by page, each once and in order, and others have their turn in between', async () => {
  const { store, dataset } = await withItems(20_050);
  const indices: number[] = [];
  let pages = 0;
  let turns = 0;
  const tick = () => {
    turns += 1;
    next = setImmediate(tick);
  };
  let next = setImmediate(tick);
  for await (const page of itemPages(store.db, dataset)) {
    pages += 1;
    expect(page.length).toBeLessThan(10_000);
    for (const { path } of page) indices.push(Number(path.slice('a/'.length, -'.png'.length)));
  }
  clearImmediate(next);
  expect(indices).toEqual(Array.from({ length: 20_050 }, (_, index) => index));
  expect(pages).toBeGreaterThan(2);
  expect(turns).toBeGreaterThanOrEqual(pages - 1);
  const { classes, parts } = await labelsOf(store.db, dataset);
  expect([classes.length, classes[20_048], classes[20_049], parts[20_049], parts[20_045]]).toEqual([20_050, 2, 0, 0, 2]);
});

test('classes get other numbers where they are asked to, and nowhere else', async () => {
  const { store, dataset } = await withItems(9000);
  await renumberClasses(store.db, dataset, { from: 4096, behind: 8192, to: [2, 1, 0] });
  const { classes } = await labelsOf(store.db, dataset);
  expect([classes[0], classes[4095], classes[4096], classes[8191], classes[8192], classes[8999]]).toEqual([0, 0, 1, 1, 2, 2]);
});
