import { expect, it } from 'vitest';
import type { SplitName } from '#app/data/images.ts';
import { partsOf } from '#main/datasets/parts.ts';

const split = { train: 80, validation: 10, test: 10, seed: 7, given: false };
const items = Array.from({ length: 200 }, (_, i) => ({ class: i % 2, pixels: `hash ${i}`, given: null as SplitName | null }));
const count = (parts: SplitName[]) =>
  Object.fromEntries(['train', 'validation', 'test'].map((part) => [part, parts.filter((each) => each === part).length]));

it('draws the shares, class by class', () => {
  const parts = partsOf(items, split);
  expect(count(parts)).toEqual({ train: 160, validation: 20, test: 20 });
  expect(count(parts.filter((_, i) => items[i]?.class === 1))).toEqual({ train: 80, validation: 10, test: 10 });
});

it('draws by content: the same images in another order get the same parts', () => {
  expect(partsOf(items.toReversed(), split).toReversed()).toEqual(partsOf(items, split));
});

it('keeps the parts of the folders', () => {
  const given = items.map((item, i) => ({ ...item, given: (['train', 'validation', 'test', 'train'] as const)[i % 4] ?? null }));
  expect(partsOf(given, { ...split, given: true })).toEqual(given.map((item) => item.given));
});

it('draws a part that has no folder from the training images only', () => {
  const given = items.map((item, i) => ({ ...item, given: i < 100 ? ('train' as const) : ('test' as const) }));
  const parts = partsOf(given, { ...split, given: true });
  expect(parts.slice(100).every((part) => part === 'test')).toBe(true);
  expect(count(parts.slice(0, 100)).test).toBe(0);
  expect(count(parts.slice(0, 100)).validation).toBeGreaterThanOrEqual(10);
});
