import { expect, it } from 'vitest';
import { shuffled } from '#app/runs/shuffle.ts';

const items = Int32Array.from({ length: 1000 }, (_, index) => index * 2);

it('keeps every item once and leaves the given order alone', () => {
  const order = shuffled(items, 7, 1);
  expect([...order].sort((a, b) => a - b)).toEqual([...items]);
  expect(items[1]).toBe(2);
});

it('is the same for ever: a run of today must repeat tomorrow', () => {
  expect([...shuffled(Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7), 7, 1)]).toEqual([3, 6, 7, 1, 5, 4, 0, 2]);
});

it('is the same for the same seed and epoch, another for any other', () => {
  expect(shuffled(items, 7, 1)).toEqual(shuffled(items, 7, 1));
  expect(shuffled(items, 7, 1)).not.toEqual(shuffled(items, 7, 2));
  expect(shuffled(items, 7, 1)).not.toEqual(shuffled(items, 8, 1));
});

it('gives every order of three items alike', () => {
  const counts = new Map<string, number>();
  for (let epoch = 0; epoch < 6000; epoch += 1) {
    const order = shuffled(Int32Array.of(0, 1, 2), 7, epoch).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

it.each([0, 1])('takes %i items', (length) => expect(shuffled(new Int32Array(length), 7, 1)).toHaveLength(length));
