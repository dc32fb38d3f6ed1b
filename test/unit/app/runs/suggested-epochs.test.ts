import { expect, it } from 'vitest';
import { suggestedEpochs } from '#app/runs/suggested-epochs.ts';

it.each([
  [1, 50],
  [2.4, 30],
  [4.6, 15],
  [30, 3],
  [1000, 1],
])('at %f s an epoch, as many as fit 90 s: %i', (seconds, epochs) => expect(suggestedEpochs(seconds)).toBe(epochs));

it.each([null, 0, Number.NaN])('begins with 20 where nothing was measured (%s)', (seconds) => expect(suggestedEpochs(seconds)).toBe(20));
