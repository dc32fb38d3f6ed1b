import { expect, it } from 'vitest';
import type { ImagePreprocessing, SplitName } from '#app/data/images.ts';
import { datasetHash } from '#main/datasets/hash.ts';

const preprocessing: ImagePreprocessing = { kind: 'images', width: 8, height: 8, channels: 'rgb', fit: 'stretch', background: 0 };
const items = [
  { pixels: 'aa', class: 0, split: 'train' as SplitName },
  { pixels: 'bb', class: 1, split: 'test' as SplitName },
  { pixels: 'cc', class: 0, split: 'validation' as SplitName },
];
const hash = datasetHash(preprocessing, ['cat', 'dog'], items);

it('does not depend on the order of the items', () => {
  expect(datasetHash(preprocessing, ['cat', 'dog'], items.toReversed())).toBe(hash);
});

it("does not depend on the order of the preprocessing's fields", () => {
  expect(datasetHash({ background: 0, fit: 'stretch', channels: 'rgb', height: 8, width: 8, kind: 'images' }, ['cat', 'dog'], items)).toBe(
    hash,
  );
});

it.each([
  ['pixels', items.map((item) => ({ ...item, pixels: `${item.pixels}0` }))],
  ['a class', items.map((item, i) => (i === 2 ? { ...item, class: 1 } : item))],
  ['a part', items.map((item, i) => (i === 2 ? { ...item, split: 'train' as SplitName } : item))],
  ['an item less', items.slice(1)],
])('tells %s', (_, other) => {
  expect(datasetHash(preprocessing, ['cat', 'dog'], other)).not.toBe(hash);
});

it('tells the preprocessing and the order of the classes', () => {
  expect(datasetHash({ ...preprocessing, fit: 'cover' }, ['cat', 'dog'], items)).not.toBe(hash);
  expect(datasetHash(preprocessing, ['dog', 'cat'], items)).not.toBe(hash);
});
