import { describe, expect, it } from 'vitest';
import { correlationOf, histogramOf, profileColumn } from '#app/data/tables/profile.ts';
import { drawn } from '#test/helpers/drawn.ts';

const numbers = (...values: number[]) => ({ values: Float64Array.from(values), categories: null });
const kinds = (categories: string[], ...values: number[]) => ({ values: Float64Array.from(values), categories });

describe('the profile of a column', () => {
  it('counts every value once, in bars over all of them', () => {
    const values = Float64Array.from(drawn(1).floats(5000)).sort();
    const found = histogramOf(values);
    expect(found?.counts).toHaveLength(30);
    expect(found?.counts.reduce((sum, count) => sum + count, 0)).toBe(5000);
    expect([found?.from, found?.to]).toEqual([values[0], values.at(-1)]);
    const width = ((found?.to ?? 0) - (found?.from ?? 0)) / 30;
    expect(found?.counts[3]).toBe(values.filter((value) => Math.floor((value - (found?.from ?? 0)) / width) === 3).length);
  });

  it('gives whole numbers of a few kinds a bar each', () => {
    expect(histogramOf(Float64Array.of(1, 1, 2, 4))).toEqual({ from: 0.5, to: 4.5, counts: [2, 1, 0, 1] });
    expect(histogramOf(Float64Array.of(7, 7))).toBeNull();
  });

  it('tells quartiles, and what lies 1.5 times their range outside them', () => {
    // Of nine values these are the third, the fifth and the seventh: outliers lie below −3 or above 13.
    const found = profileColumn('a', numbers(1, 2, 3, 4, 5, 6, 7, 8, 40, Number.NaN), null);
    expect(found.quartiles).toEqual({ first: 3, median: 5, third: 7 });
    expect(found.outliers).toBe(1);
  });

  it('correlates over the rows that have both', () => {
    // Of 1, 2, 3, 5 and 2, 1, 4, 6 the products of what is apart from the means add up to 10.25, the squares to 8.75 and 14.75.
    const one = Float64Array.of(1, 2, 3, Number.NaN, 5, 9);
    const other = Float64Array.of(2, 1, 4, 100, 6, Number.NaN);
    expect(correlationOf(one, other)).toBeCloseTo(10.25 / Math.sqrt(8.75 * 14.75), 14);
    expect(correlationOf(one, new Float64Array(6).fill(0.1))).toBeNull();
  });
});

describe('a column that tells the target', () => {
  it('is it itself, its multiple, or another name for each class', () => {
    const price = numbers(1, 2, 3, 5);
    expect(profileColumn('cents', numbers(100, 200, 300, 500), price).tells).toBe(true);
    expect(profileColumn('area', numbers(1, 2, 3, 5.01), price).tells).toBe(false);
    const mood = kinds(['bad', 'good'], 0, 1, 1, 0);
    expect(profileColumn('stars', kinds(['five', 'one'], 1, 0, 0, 1), mood).tells).toBe(true);
    expect(profileColumn('liked', numbers(0, 1, 1, 0), mood).tells).toBe(true);
  });

  it('is none that names each row, nor one that knows most of it', () => {
    const mood = kinds(['bad', 'good'], 0, 1, 1, 0);
    expect(profileColumn('id', kinds(['a', 'b', 'c', 'd'], 0, 1, 2, 3), mood).tells).toBe(false);
    expect(profileColumn('hint', kinds(['a', 'b'], 0, 1, 1, 1), mood).tells).toBe(false);
    expect(profileColumn('one', kinds(['a'], 0, 0, 0, 0), kinds(['x'], 0, 0, 0, 0)).tells).toBe(false);
  });
});
