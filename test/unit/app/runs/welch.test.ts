import { describe, expect, it } from 'vitest';
import { welchMargin } from '#app/runs/welch.ts';

describe('the margin of two means', () => {
  it('is Student’s t times the standard error of their difference', () => {
    // As scipy.stats.ttest_ind(…, equal_var=False).confidence_interval() has it, at 4 degrees of freedom.
    expect(welchMargin([1, 2, 3], [5, 6, 7])).toBeCloseTo(2.776 * Math.sqrt(2 / 3), 6);
  });

  it('is wide for two values each, and within two standard errors of many', () => {
    expect(welchMargin([1, 2], [1, 2])).toBeCloseTo(4.303 * Math.sqrt(0.5), 6);
    const many = Array.from({ length: 50 }, (_, at) => at % 2);
    expect(welchMargin(many, many)).toBeCloseTo(2 * Math.sqrt(2 * (12.5 / 49 / 50)), 6);
  });

  it('counts the less certain of two the more', () => {
    const [steady, loose] = [
      [1, 1.001, 1.002, 1.001, 1],
      [1, 3],
    ];
    expect(welchMargin(steady, loose)).toBeCloseTo(12.706 * Math.sqrt(1 + 1.4e-7), 2);
  });

  it('is none of values that are all alike, and not known of one', () => {
    expect([welchMargin([2, 2], [3, 3]), welchMargin([2], [3, 4])]).toEqual([0, null]);
  });
});
