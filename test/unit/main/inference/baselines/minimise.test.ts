import { expect, it } from 'vitest';
import { minimise } from '#main/inference/baselines/minimise.ts';

it('finds a minimum to the last digits, where values no longer differ', async () => {
  // Σ of cosh(x − place)·(1 + place) + 1000: near the minimum, 10⁻⁸ away changes the value by less than it can hold.
  const smooth = (at: Float64Array, gradient: Float64Array) => {
    let value = 1000;
    for (const [place, x] of at.entries()) {
      value += Math.cosh(x - place) * (1 + place);
      gradient[place] = Math.sinh(x - place) * (1 + place);
    }
    return value;
  };
  const found = await minimise(4, smooth, { steps: 200, tolerance: 1e-12, pause: async () => undefined });
  for (const [place, x] of found.entries()) expect(Math.abs(x - place)).toBeLessThan(1e-11);
});
