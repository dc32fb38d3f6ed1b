import { expect, it } from 'vitest';
import { drawnLine } from '#app/data/series/line.ts';
import { drawn } from '#test/helpers/drawn.ts';

it('draws few values as they are, missing ones as breaks', () => {
  expect(drawnLine(Float64Array.of(3, Number.NaN, 1), 10)).toEqual({ rows: [0, 1, 2], values: [3, null, 1] });
});

it('keeps the lowest and the highest value of each stretch, in order', () => {
  const values = Float64Array.from(drawn(5).floats(10_000));
  const { rows, values: shown } = drawnLine(values, 100);
  expect(rows.length).toBeLessThanOrEqual(100);
  expect(rows).toEqual([...rows].sort((one, other) => one - other));
  expect(shown).toEqual(rows.map((row) => values[row]));
  for (let stretch = 0; stretch < 50; stretch += 1) {
    const own = values.subarray(stretch * 200, (stretch + 1) * 200);
    const drawnOfIt = shown.filter((_, place) => Math.floor((rows[place] ?? 0) / 200) === stretch);
    expect([Math.min(...own), Math.max(...own)].sort()).toEqual([...drawnOfIt].sort());
  }
});

it('breaks where a whole stretch is missing', () => {
  const values = new Float64Array(400).fill(1).fill(Number.NaN, 100, 200);
  const { rows, values: shown } = drawnLine(values, 8);
  expect(shown[rows.indexOf(100)]).toBeNull();
  expect(shown.filter((value) => value === null)).toHaveLength(1);
});
