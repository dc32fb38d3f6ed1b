import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImagePreprocessing } from '#app/data/images.ts';
import { openItems, readItem } from '#main/datasets/reader.ts';
import { itemBytes, itemsPerShard, shardName } from '#main/datasets/shards.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

/** 1024×1024 RGBA: a few items a shard. */
const preprocessing: ImagePreprocessing = { kind: 'images', width: 1024, height: 1024, channels: 'rgba', fit: 'stretch', background: 0 };
const size = itemBytes(preprocessing);
const items = 10;

function shards(): string {
  const folder = temporaryFolder();
  const each = itemsPerShard(preprocessing);
  for (let number = 0; number * each < items; number += 1) {
    const count = Math.min(each, items - number * each);
    writeFileSync(
      join(folder, shardName(number)),
      Buffer.concat(Array.from({ length: count }, (_, i) => Buffer.alloc(size, number * each + i + 1))),
    );
  }
  return folder;
}

describe.each([
  ['in memory', 2e9],
  ['on the disk', 0],
])('%s', (_, held) => {
  it('gathers any items in any order, also twice', async () => {
    const reader = await openItems(shards(), preprocessing, items, held);
    const into = new Uint8Array(5 * size);
    await reader.gather([9, 0, 4, 0, 7], into);
    expect([0, 1, 2, 3, 4].map((place) => [into[place * size], into[(place + 1) * size - 1]])).toEqual([
      [10, 10],
      [1, 1],
      [5, 5],
      [1, 1],
      [8, 8],
    ]);
    await reader.close();
  });

  it('knows no item beyond the last', async () => {
    const reader = await openItems(shards(), preprocessing, items, held);
    await expect((async () => reader.gather([items], new Uint8Array(size)))()).rejects.toThrow('There is no item 10');
    await reader.close();
  });
});

it.each([
  ['is missing', (path: string) => rmSync(path), 'shard-00001.bin is missing'],
  ['is short', (path: string) => truncateSync(path, 5), 'shard-00001.bin must have 8388608 bytes; got 5'],
])('a shard that %s is told before anything is trained', async (_, damage, problem) => {
  const folder = shards();
  damage(join(folder, shardName(1)));
  await expect(openItems(folder, preprocessing, items)).rejects.toMatchObject({
    code: 'dataset-damaged',
    message: expect.stringContaining(problem),
  });
});

it('one item is read alone, or is not there', async () => {
  const folder = shards();
  expect((await readItem(folder, preprocessing, 6))?.[0]).toBe(7);
  expect(await readItem(folder, preprocessing, 10)).toBeNull();
  expect(await readItem(temporaryFolder(), preprocessing, 0)).toBeNull();
});
