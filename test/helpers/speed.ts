import { expect } from 'vitest';

/**
 * Holds a speed to its bound, in `npm run test:long` alone: other programs share the machine that CI runs on, so a time says
 * nothing there. What the work gave is checked everywhere, beside this.
 */
export function expectBelow(milliseconds: number, bound: number): void {
  expect(milliseconds).toBeGreaterThanOrEqual(0);
  if (process.env.UNFOLD_LONG) expect(milliseconds).toBeLessThan(bound);
}
