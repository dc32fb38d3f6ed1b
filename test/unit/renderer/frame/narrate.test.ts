import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Run } from '#app/contract/runs.ts';
import { runConfig } from '#app/runs/config.ts';
import { narrate } from '#renderer/frame/narrate.ts';
import { FakeClient } from '../../../helpers/fake-client.ts';

const run = (change: Partial<Run>): Run => ({
  id: 1,
  project: 1,
  name: 'Run 12',
  state: 'running',
  dataset: 1,
  datasetName: '',
  model: 1,
  modelName: '',
  modelVersion: 1,
  versionNumber: 1,
  graph: { version: 1, nodes: [], edges: [] },
  config: runConfig.parse({ epochs: 20 }),
  hash: null,
  engine: null,
  parameters: 0,
  epochsDone: 0,
  step: 0,
  stepsPerEpoch: 1,
  rate: null,
  secondsLeft: null,
  memory: null,
  compiling: false,
  epochs: [],
  bestEpoch: null,
  final: { train: null, validation: null, test: null },
  measure: 'accuracy',
  baseline: null,
  error: null,
  note: '',
  tags: [],
  createdAt: 1,
  startedAt: 1,
  endedAt: null,
  deletedAt: null,
  ...change,
});
const epoch = (number: number) => ({
  epoch: number,
  train: { loss: 1, accuracy: 0.5, error: null },
  validation: { loss: 0.31, accuracy: 0.912, error: null },
  learningRate: 0.001,
  seconds: 1,
  rate: 1,
});

function setUp() {
  const core = new FakeClient();
  const voice = { say: vi.fn<(sentence: string) => void>(), alarm: vi.fn<(sentence: string) => void>() };
  narrate(core, voice);
  let seq = 0;
  return { voice, tell: (change: Partial<Run>) => core.tell({ seq: ++seq, at: 0, type: 'run', run: run(change) }) };
}
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('what screen readers hear of a run', () => {
  it('is a sentence for a change of state', () => {
    const { voice, tell } = setUp();
    tell({});
    tell({ state: 'paused' });
    expect(voice.say.mock.calls).toEqual([['Run 12 is paused.']]);
  });

  it('is a failure at once, with its reason', () => {
    const { voice, tell } = setUp();
    tell({});
    tell({ state: 'failed', error: { code: 'loss-not-finite', message: 'Loss must be finite; got NaN in epoch 3.', remedy: '' } });
    expect(voice.alarm.mock.calls).toEqual([['Run 12 failed: Loss must be finite; got NaN in epoch 3.']]);
  });

  it('is an epoch at most every ten seconds', () => {
    const { voice, tell } = setUp();
    tell({});
    for (let done = 1; done <= 25; done++) {
      vi.advanceTimersByTime(1000);
      tell({ epochsDone: done, epochs: [epoch(done)] });
    }
    expect(voice.say.mock.calls.map(([sentence]) => sentence)).toEqual([
      'Run 12, epoch 1 of 20: validation loss 0.31, accuracy 91.2 %.',
      'Run 12, epoch 11 of 20: validation loss 0.31, accuracy 91.2 %.',
      'Run 12, epoch 21 of 20: validation loss 0.31, accuracy 91.2 %.',
    ]);
  });

  it('is how far off an epoch is, where numbers are answered', () => {
    const { voice, tell } = setUp();
    const off = { loss: 0.31, accuracy: null, error: 12.3456 };
    tell({ measure: 'error' });
    tell({ measure: 'error', epochsDone: 1, epochs: [{ ...epoch(1), train: off, validation: null }] });
    expect(voice.say.mock.calls).toEqual([['Run 12, epoch 1 of 20: training loss 0.31, mean absolute error 12.35.']]);
  });

  it('is nothing of a run that has not changed', () => {
    const { voice, tell } = setUp();
    tell({ step: 1 });
    tell({ step: 2 });
    expect(voice.say).not.toHaveBeenCalled();
  });
});
