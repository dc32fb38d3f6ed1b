import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { partCounts, SplitDraw, type SplitShares } from '#app/data/split.ts';

const shares = { train: 80, validation: 10, test: 10, seed: 7 };

describe('counts', () => {
  it.each<[number, [number, number, number], [number, number, number]]>([
    [1000, [80, 10, 10], [800, 100, 100]],
    [10, [80, 10, 10], [8, 1, 1]],
    [15, [80, 10, 10], [12, 2, 1]],
    [7, [60, 20, 20], [4, 2, 1]],
    [5, [80, 10, 10], [3, 1, 1]],
    [3, [80, 10, 10], [1, 1, 1]],
    [3, [98, 1, 1], [1, 1, 1]],
    [2, [80, 10, 10], [2, 0, 0]],
    [1, [34, 33, 33], [1, 0, 0]],
    [2, [80, 20, 0], [1, 1, 0]],
    [10, [100, 0, 0], [10, 0, 0]],
    [10, [1, 99, 0], [1, 9, 0]],
    [0, [80, 10, 10], [0, 0, 0]],
  ])('of %i items at %j are %j', (items, [train, validation, test], expected) => {
    expect(partCounts(items, { train, validation, test })).toEqual(expected);
  });

  it('always add up, each within one of the exact share unless a part would be empty', () => {
    for (let items = 30; items < 300; items += 1) {
      const counts = partCounts(items, { train: 71, validation: 17, test: 12 });
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(items);
      for (const [part, share] of [71, 17, 12].entries()) expect(Math.abs((counts[part] ?? 0) - (items * share) / 100)).toBeLessThan(1);
    }
  });
});

function stratifiedSplit(labels: readonly number[], keys: readonly string[], of: SplitShares): Uint8Array {
  const draw = new SplitDraw(labels.length, (item) => labels[item] ?? 0, of);
  for (const key of keys) draw.add(key);
  draw.sort();
  const parts = Uint8Array.from(labels, (_, item) => draw.part(item));
  draw.settle(parts, (item) => keys[item] ?? '');
  return parts;
}

const labels = Array.from({ length: 500 }, (_, item) => (item < 30 ? 2 : item % 2));
const keys = labels.map((label, item) => `class${label}/image-${item}.png`);

describe('the split', () => {
  const parts = stratifiedSplit(labels, keys, shares);

  it('has each class in each part in the same proportion', () => {
    const counts = [0, 1, 2].map((label) =>
      [0, 1, 2].map((part) => parts.filter((value, item) => value === part && labels[item] === label).length),
    );
    expect(counts).toEqual(
      [
        [187, 24, 24],
        [188, 24, 23],
        [24, 3, 3],
      ].map((_, label) => partCounts(labels.filter((value) => value === label).length, shares)),
    );
  });

  it('does not depend on the order of the items', () => {
    const order = labels.map((_, item) => (item * 37) % 500);
    const other = stratifiedSplit(
      order.map((item) => labels[item] ?? 0),
      order.map((item) => keys[item] ?? ''),
      shares,
    );
    expect(order.map((item) => parts[item])).toEqual([...other]);
  });

  it('of a class does not depend on other classes', () => {
    const only = labels.flatMap((label, item) => (label === 1 ? [item] : []));
    const alone = stratifiedSplit(
      only.map(() => 1),
      only.map((item) => keys[item] ?? ''),
      shares,
    );
    expect([...alone]).toEqual(only.map((item) => parts[item]));
  });

  it('moves few items when one comes to a class', () => {
    const more = stratifiedSplit([...labels, 0], [...keys, 'class0/new.png'], shares);
    const moved = [...parts].filter((part, item) => part !== more[item]).length;
    expect(moved).toBeLessThanOrEqual(2);
  });

  it('is another for another seed', () => {
    expect(stratifiedSplit(labels, keys, { ...shares, seed: 8 })).not.toEqual(parts);
  });

  it('has nothing to do with where in the list an item stands', () => {
    const [early, late] = [parts.slice(30, 265), parts.slice(265)].map((half) => half.filter((part) => part !== 0).length);
    expect(Math.abs((early ?? 0) - (late ?? 0))).toBeLessThan(30);
  });

  it('draws the same parts at any time', () => {
    expect(createHash('sha256').update(parts).digest('hex').slice(0, 16)).toBe('8aa9b359723088d6');
  });

  it('shares out items of one key in the order of the list', () => {
    const same = stratifiedSplit(Array(10).fill(0), Array(10).fill('copy'), shares);
    expect([...same]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
  });
});
