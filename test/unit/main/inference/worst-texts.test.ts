import { expect, it } from 'vitest';
import { WorstTexts } from '#main/inference/worst-texts.ts';

it('keeps the 200 with the largest mean loss, that one first', () => {
  const worst = new WorstTexts();
  for (let index = 0; index < 1000; index += 1) worst.add({ index, truth: [1 - ((index * 7) % 1000) / 1001, 1] });
  const kept = worst.all();
  expect(kept).toHaveLength(200);
  expect(kept.map(({ loss }) => loss)).toEqual(kept.map(({ loss }) => loss).toSorted((one, other) => other - one));
  const all = Array.from({ length: 1000 }, (_, index) => -Math.log(1 - ((index * 7) % 1000) / 1001) / 2).sort((one, other) => other - one);
  expect(kept.at(-1)?.loss).toBeCloseTo(all[199] ?? 0, 12);
});

it('takes no text without a step that counts, and has no infinite loss', () => {
  const worst = new WorstTexts();
  worst.add({ index: 0, truth: [] });
  worst.add({ index: 1, truth: [0] });
  expect(worst.all()).toEqual([{ index: 1, truth: [0], loss: -Math.log(1e-7) }]);
});
