import { describe, expect, it } from 'vitest';
import { configWords } from '#app/runs/compare.ts';
import { type RunConfig, runConfig } from '#app/runs/config.ts';

const usual = runConfig.parse({});
const words = (config: Partial<RunConfig>) => configWords({ ...usual, ...config }).map(({ label, value }) => `${label}: ${value}`);
/** Lines that only the changed configuration has. */
const added = (change: Partial<RunConfig>, from: Partial<RunConfig> = {}) => {
  const before = new Set(words(from));
  return words({ ...from, ...change }).filter((line) => !before.has(line));
};

it('leaves out what plays no part', () => {
  expect(words({})).toEqual([
    'Epochs: 20',
    'Batch size: 128',
    'Optimizer: Adam',
    'Learning rate: 0.001',
    'Seed: 7',
    'Engine: the fastest there is',
  ]);
});

describe('writes settings as the form names them:', () => {
  it.each<[Partial<RunConfig>, string[]]>([
    [{ epochs: 30, batchSize: 64 }, ['Epochs: 30', 'Batch size: 64']],
    [{ learningRate: 0.01 }, ['Learning rate: 0.01']],
    [{ learningRate: 1e9 }, ['Learning rate: 1e9']],
    [{ optimizer: 'sgd' }, ['Optimizer: SGD with momentum', 'Momentum: 0.9']],
    [{ schedule: { kind: 'step', every: 10, factor: 0.5 } }, ['Schedule: × 0.5 every 10 epochs']],
    [{ schedule: { kind: 'step', every: 1, factor: 0.5 } }, ['Schedule: × 0.5 every epoch']],
    [{ schedule: { kind: 'exponential', factor: 0.9 } }, ['Schedule: × 0.9 an epoch']],
    [{ schedule: { kind: 'cosine', warmup: 2, floor: 0.1 } }, ['Schedule: cosine, 2 epochs of warm-up, down to 10 %']],
    [{ classWeights: 'balanced', seed: 8 }, ['Seed: 8', 'Class weights: balanced']],
    [
      { augmentation: { flipHorizontal: true, flipVertical: true, shift: 0.125, rotate: 15, brightness: 0.2 } },
      ['Flip: left and right, upside down', 'Shift: up to 12.5 %', 'Rotate: up to 15°', 'Brightness: ± 20 %'],
    ],
    [{ earlyStopping: { patience: 5, minDelta: 0 } }, ['Early stopping: after 5 epochs without a fall']],
    [{ earlyStopping: { patience: 1, minDelta: 0.01 } }, ['Early stopping: after 1 epoch without a fall of 0.01']],
    [{ clipping: { by: 'global-norm', at: 1 } }, ['Gradient clipping: all together to a length of 1']],
    [{ loss: 'mae' }, ['Loss: Mean absolute error']],
    [{ engine: 'portable' }, ['Engine: portable']],
  ])('%j', (change, expected) => expect(added(change)).toEqual(expected));
});

it('does not speak of a momentum that no one uses', () => {
  expect(added({ momentum: 0.5 })).toEqual([]);
});

it('knows every setting: each key of a run’s configuration changes the words', () => {
  const changed: { [K in keyof RunConfig]: RunConfig[K] } = {
    epochs: 1,
    batchSize: 1,
    optimizer: 'rmsprop',
    learningRate: 1,
    momentum: 0.1,
    schedule: { kind: 'exponential', factor: 0.5 },
    clipping: { by: 'norm', at: 2 },
    loss: 'huber',
    seed: 1,
    classWeights: 'balanced',
    augmentation: { flipHorizontal: true, flipVertical: true, shift: 0.1, rotate: 1, brightness: 0.1 },
    earlyStopping: { patience: 1, minDelta: 1 },
    engine: 'portable',
  };
  for (const [key, value] of Object.entries(changed)) {
    // There is only one loss, so there is nothing to tell.
    if (key !== 'loss') expect(added({ [key]: value }, { optimizer: 'sgd' }), key).not.toEqual([]);
  }
});
