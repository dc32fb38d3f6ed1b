import { describe, expect, it } from 'vitest';
import type { Epoch } from '#app/contract/runs.ts';
import { type Advice, adviceOf } from '#app/runs/advice.ts';

/** Epochs of these losses: [train, validation], with this accuracy on validation. */
const epochs = (losses: readonly (readonly [number, number])[], accuracy = 0.6): Epoch[] =>
  losses.map(([train, validation], place) => ({
    epoch: place + 1,
    train: { loss: train, accuracy: 0.9, error: null },
    validation: { loss: validation, accuracy, error: null },
    learningRate: 0.001,
    seconds: 1,
    rate: 1,
  }));

/** What is said of a run whose answers are classes. */
const advised = (all: Epoch[], baseline: number | null): Advice | null => adviceOf({ epochs: all, baseline, measure: 'accuracy' });

describe('advice', () => {
  it('tells of learning by heart once validation loss has risen for three epochs while training loss falls', () => {
    const rising = [
      [1, 1],
      [0.8, 0.9],
      [0.6, 1],
      [0.4, 1.1],
    ] as const;
    expect(advised(epochs(rising), 0.25)).toBeNull();
    expect(advised(epochs([...rising, [0.3, 1.2]]), 0.25)).toMatchObject({ kind: 'overfits', best: 2 });
  });

  it('is silent where training loss rises too: that is another trouble', () => {
    const both = [
      [0.5, 0.9],
      [0.6, 1],
      [0.7, 1.1],
      [0.8, 1.2],
      [0.9, 1.3],
    ] as const;
    expect(advised(epochs(both), 0.25)).toBeNull();
  });

  it('is silent about a rise that is noise', () => {
    const flat = [
      [1, 1],
      [0.9, 0.9],
      [0.8, 0.905],
      [0.7, 0.91],
      [0.6, 0.906],
    ] as const;
    expect(advised(epochs(flat), 0.25)).toBeNull();
  });

  it('is silent about losses near zero that jump about, and while one of the last epochs was nearly the best', () => {
    const tiny = [3e-3, 1e-3, 2e-3, 4e-3, 3e-3].map((loss, place) => [1e-3 / (place + 1), loss] as const);
    expect(advised(epochs(tiny), 0.25)).toBeNull();
    const jumping = [
      [1, 1],
      [0.8, 0.9],
      [0.6, 1.2],
      [0.4, 0.9005],
      [0.3, 1.2],
    ] as const;
    expect(advised(epochs(jumping), 0.25)).toBeNull();
  });

  it('tells of a model that answers one class, after five epochs of it', () => {
    const still = Array.from({ length: 5 }, () => [1.4, 1.4] as const);
    expect(advised(epochs(still.slice(1), 0.25), 0.25)).toBeNull();
    expect(advised(epochs(still, 0.25), 0.25)).toMatchObject({ kind: 'collapsed' });
    expect(advised(epochs(still, 0.26), 0.25)).toBeNull();
  });

  it('tells of a loss that has run away: above all guessing, or far above its lowest and where it began, validated or not', () => {
    const away = [
      [1e9, 1e9],
      [3.2e9, 3e9],
    ] as const;
    expect(advised(epochs(away), 0.25)).toMatchObject({ kind: 'diverged', message: expect.stringContaining('run away') });
    expect(
      advised(
        epochs(away).map((epoch) => ({ ...epoch, validation: null })),
        null,
      ),
    ).toMatchObject({ kind: 'diverged' });
    const climbed = [
      [1.4, 1.4],
      [0.5, 0.6],
      [1.6, 1.7],
    ] as const;
    expect(advised(epochs(climbed), 0.25)).toMatchObject({ kind: 'diverged' });
    expect(advised(epochs([...climbed, [1.3, 1.3]]), 0.25)).toBeNull();
  });

  it('takes the loss of numbers by its own course, since it is in no unit that all have', () => {
    const off = (losses: readonly (readonly [number, number])[], error: number) =>
      epochs(losses).map(({ validation, ...epoch }) => ({ ...epoch, validation: validation && { ...validation, accuracy: null, error } }));
    const far = [
      [900, 950],
      [400, 500],
      [300, 450],
    ] as const;
    expect(adviceOf({ epochs: off(far, 20), baseline: 30, measure: 'error' })).toBeNull();
    const small = [
      [0.004, 0.004],
      [0.003, 0.003],
      [0.002, 0.0035],
      [0.001, 0.004],
      [0.0005, 0.005],
    ] as const;
    expect(advised(epochs(small), 0.25)).toBeNull();
    expect(adviceOf({ epochs: off(small, 0.1), baseline: 0.1, measure: 'error' })).toMatchObject({ kind: 'overfits', best: 2 });
    const still = Array.from({ length: 5 }, () => [1, 1] as const);
    expect(adviceOf({ epochs: off(still, 0.1), baseline: 0.1, measure: 'error' })).toBeNull();
  });

  it('takes the loss of several heads for what it is: in no unit, and not to be balanced by class weights', () => {
    const priced = epochs([
      [900, 950],
      [400, 500],
      [300, 450],
    ]);
    const run = { epochs: priced, baseline: 0.25, measure: 'accuracy' as const };
    expect(adviceOf(run)).toMatchObject({ kind: 'diverged' });
    expect(adviceOf(run, 'class', true)).toBeNull();
    const plain = {
      ...run,
      epochs: epochs(
        Array.from({ length: 5 }, () => [1, 1] as const),
        0.25,
      ),
    };
    expect(adviceOf(plain)?.message).toContain('class weights');
    expect(adviceOf(plain, 'class', true)?.message).toMatch(/most frequent class every time. A lower learning rate may help/);
    expect(adviceOf(plain, 'labels', true)?.message).toContain('most frequent label');
  });

  it('has nothing to say without validation', () => {
    expect(
      advised(
        epochs([[1, 1]]).map((epoch) => ({ ...epoch, validation: null })),
        null,
      ),
    ).toBeNull();
  });
});
