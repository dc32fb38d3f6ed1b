import { describe, expect, it } from 'vitest';
import type { Epoch } from '#app/contract/runs.ts';
import { adviceOf } from '#app/runs/advice.ts';

/** Epochs of these losses: [train, validation], with this accuracy on validation. */
const epochs = (losses: readonly (readonly [number, number])[], accuracy = 0.6): Epoch[] =>
  losses.map(([train, validation], place) => ({
    epoch: place + 1,
    train: { loss: train, accuracy: 0.9 },
    validation: { loss: validation, accuracy },
    learningRate: 0.001,
    seconds: 1,
    rate: 1,
  }));

describe('advice', () => {
  it('tells of learning by heart once validation loss has risen for three epochs while training loss falls', () => {
    const rising = [
      [1, 1],
      [0.8, 0.9],
      [0.6, 1],
      [0.4, 1.1],
    ] as const;
    expect(adviceOf(epochs(rising), 0.25)).toBeNull();
    expect(adviceOf(epochs([...rising, [0.3, 1.2]]), 0.25)).toMatchObject({ kind: 'overfits', best: 2 });
  });

  it('is silent where training loss rises too: that is another trouble', () => {
    const both = [
      [0.5, 0.9],
      [0.6, 1],
      [0.7, 1.1],
      [0.8, 1.2],
      [0.9, 1.3],
    ] as const;
    expect(adviceOf(epochs(both), 0.25)).toBeNull();
  });

  it('is silent about a rise that is noise', () => {
    const flat = [
      [1, 1],
      [0.9, 0.9],
      [0.8, 0.905],
      [0.7, 0.91],
      [0.6, 0.906],
    ] as const;
    expect(adviceOf(epochs(flat), 0.25)).toBeNull();
  });

  it('is silent about losses near zero that jump about, and while one of the last epochs was nearly the best', () => {
    const tiny = [3e-3, 1e-3, 2e-3, 4e-3, 3e-3].map((loss, place) => [1e-3 / (place + 1), loss] as const);
    expect(adviceOf(epochs(tiny), 0.25)).toBeNull();
    const jumping = [
      [1, 1],
      [0.8, 0.9],
      [0.6, 1.2],
      [0.4, 0.9005],
      [0.3, 1.2],
    ] as const;
    expect(adviceOf(epochs(jumping), 0.25)).toBeNull();
  });

  it('tells of a model that answers one class, after five epochs of it', () => {
    const still = Array.from({ length: 5 }, () => [1.4, 1.4] as const);
    expect(adviceOf(epochs(still.slice(1), 0.25), 0.25)).toBeNull();
    expect(adviceOf(epochs(still, 0.25), 0.25)).toMatchObject({ kind: 'collapsed' });
    expect(adviceOf(epochs(still, 0.26), 0.25)).toBeNull();
  });

  it('tells of a loss that has run away: above all guessing, or far above its lowest and where it began, validated or not', () => {
    const away = [
      [1e9, 1e9],
      [3.2e9, 3e9],
    ] as const;
    expect(adviceOf(epochs(away), 0.25)).toMatchObject({ kind: 'diverged', message: expect.stringContaining('run away') });
    expect(
      adviceOf(
        epochs(away).map((epoch) => ({ ...epoch, validation: null })),
        null,
      ),
    ).toMatchObject({ kind: 'diverged' });
    const climbed = [
      [1.4, 1.4],
      [0.5, 0.6],
      [1.6, 1.7],
    ] as const;
    expect(adviceOf(epochs(climbed), 0.25)).toMatchObject({ kind: 'diverged' });
    expect(adviceOf(epochs([...climbed, [1.3, 1.3]]), 0.25)).toBeNull();
  });

  it('has nothing to say without validation', () => {
    expect(
      adviceOf(
        epochs([[1, 1]]).map((epoch) => ({ ...epoch, validation: null })),
        null,
      ),
    ).toBeNull();
  });
});
