import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ImagePreprocessing, SplitName } from '#app/data/images.ts';
import { datasetHash, itemsHash } from '#main/datasets/hash.ts';
import { type Content, contentsOf } from '#test/helpers/contents.ts';

const preprocessing: ImagePreprocessing = { kind: 'images', width: 8, height: 8, channels: 'rgb', fit: 'stretch', background: 0 };
const items = [
  { pixels: 'aa', class: 0, split: 'train' as SplitName },
  { pixels: 'bb', class: 1, split: 'test' as SplitName },
  { pixels: 'cc', class: 0, split: 'validation' as SplitName },
];
const hashOf = async (settings: ImagePreprocessing, classes: string[], of: readonly Content[]) =>
  datasetHash(settings, classes, await itemsHash(contentsOf(of)));
const hash = await hashOf(preprocessing, ['cat', 'dog'], items);

it('does not depend on the order of the items', async () => {
  expect(await hashOf(preprocessing, ['cat', 'dog'], items.toReversed())).toBe(hash);
});

it("does not depend on the order of the preprocessing's fields", async () => {
  expect(await hashOf({ background: 0, fit: 'stretch', channels: 'rgb', height: 8, width: 8, kind: 'images' }, ['cat', 'dog'], items)).toBe(
    hash,
  );
});

it.each([
  ['pixels', items.map((item) => ({ ...item, pixels: `${item.pixels}0` }))],
  ['a class', items.map((item, i) => (i === 2 ? { ...item, class: 1 } : item))],
  ['a part', items.map((item, i) => (i === 2 ? { ...item, split: 'train' as SplitName } : item))],
  ['an item less', items.slice(1)],
])('tells %s', async (_, other) => {
  expect(await hashOf(preprocessing, ['cat', 'dog'], other)).not.toBe(hash);
});

it('tells the preprocessing and the order of the classes', async () => {
  expect(await hashOf({ ...preprocessing, fit: 'cover' }, ['cat', 'dog'], items)).not.toBe(hash);
  expect(await hashOf(preprocessing, ['dog', 'cat'], items)).not.toBe(hash);
});

it('is the SHA-256 of the settings and of a line an item, in order, however many there are', async () => {
  const splits = ['train', 'validation', 'test'] as const;
  const many = Array.from({ length: 3000 }, (_, item) => ({
    pixels: createHash('sha256')
      .update(`text ${item % 2000}`)
      .digest('hex'),
    class: item % 11,
    split: splits[item % 3] ?? 'train',
  }));
  const lines = many.map((item) => `${item.pixels} ${item.class} ${item.split}\n`).sort();
  const hashed = createHash('sha256').update(lines.join('')).digest('hex');
  const expected = createHash('sha256').update(JSON.stringify({ ...preprocessing, classes: ['cat'], items: hashed }));
  expect(await hashOf(preprocessing, ['cat'], many)).toBe(expected.digest('hex'));
});
