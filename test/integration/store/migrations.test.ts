import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connect, migrate } from '#main/store/connection.ts';
import type { ItemRow } from '#main/store/item-block.ts';
import { itemPages, listDuplicates } from '#main/store/items.ts';
import { migrations } from '#main/store/migrations/index.ts';
import { storeOver } from '#main/store/store.ts';
import { readableLog, temporaryFolder } from '#test/helpers/workspace.ts';

const items = Array.from({ length: 5000 }, (_, index) => ({
  path: `a "b"/\\${index} ж.png`,
  class: index * 70_001,
  split: (['train', 'validation', 'test'] as const)[index % 3] ?? 'train',
  width: index,
  height: 1,
  bytes: 2 ** 31 + index,
  modifiedAt: 1_700_000_000_000 + index,
  hash: `h${index}`,
  pixels: `p${index % 4999}`,
  duplicateOf: index === 4999 ? 0 : null,
}));

test('items that had a row each are the same in blocks', async () => {
  const connection = connect(join(temporaryFolder(), 'unfold.sqlite'));
  migrate(connection, migrations.slice(0, 5));
  connection.exec(`insert into projects (id, name, createdAt, openedAt) values (1, 'P', 1, 1);
    insert into datasets (id, project, name, kind, state, source, classes, preprocessing, split, options, shards, createdAt)
    values (1, 1, 'D', 'images', 'ready', '', '[]', '{}', '{}', '{}', '[]', 1)`);
  const insert = connection.prepare(`insert into items values (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const [index, item] of items.entries()) insert.run(index, ...Object.values(item));
  migrate(connection);

  const store = storeOver(connection, readableLog().log);
  onTestFinished(() => store.close());
  const pages: ItemRow[][] = [];
  for await (const page of itemPages(store.db, 1)) pages.push(page);
  expect(pages.map((page) => page.length)).toEqual([4096, 904]);
  expect(pages.flat()).toEqual(items);
  expect((await listDuplicates(store.db, 1, { offset: 0, limit: 9 })).duplicates).toMatchObject([{ index: 4999, ofIndex: 0 }]);
});
