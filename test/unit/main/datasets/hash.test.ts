import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ImagePreprocessing, SplitName } from '#app/data/images.ts';
import { datasetHash } from '#main/datasets/hash.ts';
import { contentsOf } from '#test/helpers/contents.ts';

const preprocessing: ImagePreprocessing = { kind: 'images', width: 8, height: 8, channels: 'rgb', fit: 'stretch', background: 0 };
const items = [
  { pixels: 'aa', class: 0, split: 'train' as SplitName },
  { pixels: 'bb', class: 1, split: 'test' as SplitName },
  { pixels: 'cc', class: 0, split: 'validation' as SplitName },
];
const hash = await datasetHash(preprocessing, ['cat', 'dog'], contentsOf(items));

it('does not depend on the order of the items', async () => {
  expect(await datasetHash(preprocessing, ['cat', 'dog'], contentsOf(items.toReversed()))).toBe(hash);
});

it("does not depend on the order of the preprocessing's fields", async () => {
  expect(
    await datasetHash(
      { background: 0, fit: 'stretch', channels: 'rgb', height: 8, width: 8, kind: 'images' },
      ['cat', 'dog'],
      contentsOf(items),
    ),
  ).toBe(hash);
});

it.each([
  ['pixels', items.map((item) => ({ ...item, pixels: `${item.pixels}0` }))],
  ['a class', items.map((item, i) => (i === 2 ? { ...item, class: 1 } : item))],
  ['a part', items.map((item, i) => (i === 2 ? { ...item, split: 'train' as SplitName } : item))],
  ['an item less', items.slice(1)],
])('tells %s', async (_, other) => {
  expect(await datasetHash(preprocessing, ['cat', 'dog'], contentsOf(other))).not.toBe(hash);
});

it('tells the preprocessing and the order of the classes', async () => {
  expect(await datasetHash({ ...preprocessing, fit: 'cover' }, ['cat', 'dog'], contentsOf(items))).not.toBe(hash);
  expect(await datasetHash(preprocessing, ['dog', 'cat'], contentsOf(items))).not.toBe(hash);
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
  const lines = many.map((item) => `\n${item.pixels} ${item.class} ${item.split}`).sort();
  const expected = createHash('sha256').update(JSON.stringify({ ...preprocessing, classes: ['cat'] }) + lines.join(''));
  expect(await datasetHash(preprocessing, ['cat'], contentsOf(many))).toBe(expected.digest('hex'));
});
