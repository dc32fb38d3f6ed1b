import { expect, it } from 'vitest';
import { minimise, type Smooth } from '#main/inference/baselines/minimise.ts';

const patience = { steps: 200, tolerance: 1e-9, pause: async () => undefined };

/** ½ Σ scale·(x − middle)², with curvatures as far apart as 1 and 10,000. */
const bowl: Smooth = (at, gradient) =>
  at.reduce((sum, x, i) => {
    const scale = 10 ** (i % 5);
    const away = x - (i - 3);
    gradient[i] = scale * away;
    return sum + (scale * away * away) / 2;
  }, 0);

it('finds the bottom of a bowl that is far steeper one way than another', async () => {
  const found = await minimise(10, bowl, patience);
  for (const [i, x] of found.entries()) expect(x).toBeCloseTo(i - 3, 6);
});

it('ends after as many steps as it is allowed', async () => {
  let last = 0;
  await minimise(10, bowl, {
    ...patience,
    steps: 3,
    pause: async (step) => {
      last = step;
    },
  });
  expect(last).toBe(3);
});

it('is given up as soon as its pause throws', async () => {
  const pause = async (step: number) => {
    if (step === 2) throw new Error('given up');
  };
  await expect(minimise(10, bowl, { ...patience, pause })).rejects.toThrow('given up');
});
