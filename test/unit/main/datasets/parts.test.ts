import { expect, it } from 'vitest';
import type { SplitName, SplitSettings } from '#app/data/images.ts';
import { splitParts } from '#app/data/split.ts';
import { notGiven, partsOf } from '#main/datasets/parts.ts';
import { contentsOf } from '#test/helpers/contents.ts';

interface Parted {
  class: number;
  pixels: string;
  given: SplitName | null;
}

const split = { train: 80, validation: 10, test: 10, seed: 7, given: false };
const items: Parted[] = Array.from({ length: 200 }, (_, i) => ({ class: i % 2, pixels: `hash ${i}`, given: null }));

async function parted(of: readonly Parted[], settings: SplitSettings): Promise<SplitName[]> {
  const given = Uint8Array.from(of, (item) => (item.given === null ? notGiven : splitParts.indexOf(item.given)));
  const parts = await partsOf(contentsOf(of), settings.given ? given : null, settings);
  return Array.from(parts, (part) => splitParts[part] ?? 'train');
}
const count = (parts: SplitName[]) =>
  Object.fromEntries(['train', 'validation', 'test'].map((part) => [part, parts.filter((each) => each === part).length]));

it('draws the shares, class by class', async () => {
  const parts = await parted(items, split);
  expect(count(parts)).toEqual({ train: 160, validation: 20, test: 20 });
  expect(count(parts.filter((_, i) => items[i]?.class === 1))).toEqual({ train: 80, validation: 10, test: 10 });
});

it('draws by content: the same images in another order get the same parts', async () => {
  expect((await parted(items.toReversed(), split)).toReversed()).toEqual(await parted(items, split));
});

it('keeps the parts of the folders', async () => {
  const given = items.map((item, i) => ({ ...item, given: (['train', 'validation', 'test', 'train'] as const)[i % 4] ?? null }));
  expect(await parted(given, { ...split, given: true })).toEqual(given.map((item) => item.given));
});

it('draws a part that has no folder from the training images only', async () => {
  const given = items.map((item, i) => ({ ...item, given: i < 100 ? ('train' as const) : ('test' as const) }));
  const parts = await parted(given, { ...split, given: true });
  expect(parts.slice(100).every((part) => part === 'test')).toBe(true);
  expect(count(parts.slice(0, 100)).test).toBe(0);
  expect(count(parts.slice(0, 100)).validation).toBeGreaterThanOrEqual(10);
});
