import { describe, expect, it } from 'vitest';
import { draws, hash32 } from '#app/runs/random.ts';

describe('the hash', () => {
  it('is the same everywhere and for ever: runs of today must repeat tomorrow', () => {
    expect([hash32(0), hash32(7), hash32(7, 1), hash32(1, 7)]).toEqual([3_811_535_168, 2_418_534_328, 4_158_790_931, 1_242_631_511]);
  });

  it('tells apart order, number and size of its parts', () => {
    const hashes = [hash32(), hash32(0), hash32(0, 0), hash32(1, 2), hash32(2, 1), hash32(2 ** 32), hash32(2 ** 33), hash32(-1)];
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('flips about half of its bits for each bit of its input', () => {
    let flipped = 0;
    for (let seed = 0; seed < 200; seed += 1) {
      for (let bit = 0; bit < 31; bit += 1) flipped += bits(hash32(seed, 5) ^ hash32(seed ^ (1 << bit), 5));
    }
    expect(flipped / (200 * 31)).toBeCloseTo(16, 0);
  });
});

describe('draws', () => {
  it('repeat for the same key and differ for another', () => {
    const ten = (...key: number[]) => {
      const { next } = draws(...key);
      return Array.from({ length: 10 }, next);
    };
    expect(ten(7, 1)).toEqual(ten(7, 1));
    expect(ten(7, 1)).not.toEqual(ten(7, 2));
  });

  it('fill 0 to 1 evenly: 100 cells with 1,000 draws each, chi-squared', () => {
    const { integer } = draws(3);
    const cells = new Array<number>(100).fill(0);
    for (let draw = 0; draw < 100_000; draw += 1) {
      const cell = integer(100);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    // 99 degrees of freedom: 61 to 149 in all but 1 of 500 seeds.
    const chi = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chi).toBeGreaterThan(61);
    expect(chi).toBeLessThan(149);
  });

  it('do not lean on the one before', () => {
    const { next } = draws(11);
    const values = Array.from({ length: 50_000 }, next);
    const products = values.slice(1).map((value, place) => (value - 0.5) * ((values[place] ?? 0) - 0.5));
    expect(Math.abs(products.reduce((sum, product) => sum + product, 0) / products.length) * 12).toBeLessThan(0.02);
  });
});

function bits(value: number): number {
  let count = 0;
  for (let rest = value >>> 0; rest !== 0; rest >>>= 1) count += rest & 1;
  return count;
}
