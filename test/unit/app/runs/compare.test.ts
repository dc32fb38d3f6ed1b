import { describe, expect, it } from 'vitest';
import { differingSettings } from '#app/runs/compare.ts';
import { type RunConfig, runConfig } from '#app/runs/config.ts';

const before = runConfig.parse({});
const texts = (change: Partial<RunConfig>, from: Partial<RunConfig> = {}) =>
  differingSettings({ ...before, ...from }, { ...before, ...change }).map(({ text }) => text);

it('says nothing of equal settings', () => {
  expect(texts({})).toEqual([]);
});

describe('says what differs:', () => {
  it.each<[Partial<RunConfig>, string[]]>([
    [{ epochs: 30, batchSize: 64 }, ['epochs 20→30', 'batch size 128→64']],
    [{ learningRate: 0.01 }, ['learning rate 0.001→0.01']],
    [{ optimizer: 'sgd' }, ['optimizer adam→sgd', 'momentum unused→0.9']],
    [{ schedule: { kind: 'step', every: 10, factor: 0.5 } }, ['schedule constant→step 0.5 every 10']],
    [{ schedule: { kind: 'exponential', factor: 0.9 } }, ['schedule constant→exponential 0.9']],
    [{ schedule: { kind: 'cosine', warmup: 2, floor: 0.1 } }, ['schedule constant→cosine, warm-up 2, floor 0.1']],
    [{ classWeights: 'balanced', seed: 8 }, ['seed 7→8', 'class weights none→balanced']],
    [{ augmentation: { ...before.augmentation, flipHorizontal: true, rotate: 15 } }, ['flip horizontal off→on', 'rotate 0°→15°']],
    [{ earlyStopping: { patience: 5, minDelta: 0 } }, ['early stopping off→after 5 epochs without a fall']],
    [{ earlyStopping: { patience: 1, minDelta: 0.01 } }, ['early stopping off→after 1 epoch without a fall of 0.01']],
    [{ engine: 'portable' }, ['engine auto→portable']],
  ])('%j', (change, expected) => expect(texts(change)).toEqual(expected));
});

it('does not speak of a momentum that no one uses', () => {
  expect(texts({ momentum: 0.5 })).toEqual([]);
});

it('knows every setting: each key of a run’s configuration changes the words', () => {
  const changed: { [K in keyof RunConfig]: RunConfig[K] } = {
    epochs: 1,
    batchSize: 1,
    optimizer: 'rmsprop',
    learningRate: 1,
    momentum: 0.1,
    schedule: { kind: 'exponential', factor: 0.5 },
    loss: 'categorical-crossentropy',
    seed: 1,
    classWeights: 'balanced',
    augmentation: { flipHorizontal: true, flipVertical: true, shift: 0.1, rotate: 1, brightness: 0.1 },
    earlyStopping: { patience: 1, minDelta: 1 },
    engine: 'portable',
  };
  for (const [key, value] of Object.entries(changed)) {
    if (key !== 'loss') expect(texts({ optimizer: 'sgd', [key]: value }, { optimizer: 'sgd' }), key).not.toEqual([]);
  }
});
