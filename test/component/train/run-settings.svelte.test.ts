import { describe, expect, it } from 'vitest';
import { type RunConfig, runConfig } from '#app/runs/config.ts';
import { RunSettings } from '#renderer/features/train/run-settings.svelte.ts';

const everything: RunConfig = runConfig.parse({
  epochs: 33,
  batchSize: 48,
  optimizer: 'sgd',
  learningRate: 0.05,
  momentum: 0.8,
  schedule: { kind: 'cosine', warmup: 2, floor: 0.1 },
  seed: 99,
  classWeights: 'balanced',
  augmentation: { flipHorizontal: true, flipVertical: true, shift: 0.1, rotate: 12, brightness: 0.2 },
  earlyStopping: { patience: 4, minDelta: 0.01 },
  engine: 'portable',
});

describe('a run’s settings', () => {
  it('copied from a run are that run’s, to the last one', () => {
    expect(new RunSettings(everything, 'auto').config).toEqual(everything);
  });

  it('fit the contract from the beginning', () => {
    const { config } = new RunSettings(null, 'tensorflow');
    expect(runConfig.parse(config)).toEqual(config);
    expect(config.engine).toBe('tensorflow');
  });

  it('follow the forecast until somebody chooses a number of epochs', () => {
    const settings = new RunSettings(null, 'auto');
    expect(settings.epochs).toBe(20);
    settings.suggest(2);
    expect(settings.epochs).toBe(40);
    settings.epochs = 7;
    settings.suggest(30);
    expect(settings.config.epochs).toBe(7);
  });

  it('take no batch larger than the data, unless it was chosen so: that is told, not mended behind one’s back', () => {
    const settings = new RunSettings(null, 'auto');
    settings.fit(24, {});
    expect(settings.config.batchSize).toBe(24);
    settings.fit(1000, {});
    expect(settings.config.batchSize).toBe(32);
    settings.batchSize = 64;
    settings.fit(24, {});
    expect(settings.config.batchSize).toBe(64);
  });

  it('of a copy do not move with the forecast', () => {
    const settings = new RunSettings(everything, 'auto');
    settings.suggest(0.1);
    settings.fit(10, {});
    expect(settings.config).toEqual(everything);
  });

  it('weighs no classes where none can be weighed, and again where they can', () => {
    const settings = new RunSettings(null, 'auto');
    settings.balanced = true;
    settings.fit(100, { answers: 'step' });
    expect(settings.config.classWeights).toBe('none');
    settings.fit(100, {});
    expect(settings.config.classWeights).toBe('balanced');
  });

  it('have a loss to choose where numbers are answered, but for quantiles and classes', () => {
    const settings = new RunSettings({ ...everything, loss: 'huber' }, 'auto');
    const losses = [{ answers: 'numbers' }, { answers: 'numbers', shares: [0.5] }, { answers: 'labels' }, null] as const;
    expect(
      losses.map((context) => {
        settings.fit(10, context);
        return [settings.choosesLoss, settings.config.loss];
      }),
    ).toEqual([
      [true, 'huber'],
      [false, 'mse'],
      [false, 'mse'],
      [false, 'mse'],
    ]);
  });
});
