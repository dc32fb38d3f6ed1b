import { describe, expect, it } from 'vitest';
import { keepMask } from '#main/engine/seeded-dropout.ts';

const share = (mask: Float32Array) => mask.filter((value) => value === 0).length / mask.length;

describe('keepMask', () => {
  it.each([0.1, 0.25, 0.5, 0.9])('drops a share of %s and scales what it keeps', (rate) => {
    const mask = keepMask(100_000, rate, 7, 3);
    expect(share(mask)).toBeCloseTo(rate, 2);
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
  });

  it('repeats for the same seed and step', () => {
    expect(keepMask(1000, 0.5, 7, 3)).toEqual(keepMask(1000, 0.5, 7, 3));
  });

  it.each([
    ['another step', 7, 4],
    ['another seed', 8, 3],
  ])('is independent of that of %s', (_name, seed, step) => {
    const one = keepMask(100_000, 0.5, 7, 3);
    const other = keepMask(100_000, 0.5, seed, step);
    const equal = one.filter((value, index) => value === other[index]).length / one.length;
    expect(equal).toBeCloseTo(0.5, 2);
  });

  it('shows no stripe: neighbours at every distance agree as often as not', () => {
    const mask = keepMask(65_536, 0.5, 1, 1);
    for (const distance of [1, 2, 3, 32, 256, 1024]) {
      const equal = mask.subarray(distance).filter((value, index) => value === mask[index]).length / (mask.length - distance);
      expect(equal).toBeGreaterThan(0.49);
      expect(equal).toBeLessThan(0.51);
    }
  });
});
