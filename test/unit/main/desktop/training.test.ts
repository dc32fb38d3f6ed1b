import { describe, expect, it } from 'vitest';
import type { Run } from '#app/contract/runs.ts';
import { runConfig } from '#app/runs/config.ts';
import { endNotice, Training } from '#main/desktop/training.ts';

const run = (changes: Partial<Run> = {}): Run => ({
  id: 1,
  project: 1,
  name: 'Run 1',
  state: 'running',
  dataset: 1,
  datasetName: 'shapes',
  model: 1,
  modelName: 'small-cnn',
  modelVersion: 1,
  versionNumber: 1,
  graph: { version: 1, nodes: [], edges: [] },
  config: runConfig.parse({ epochs: 10 }),
  hash: null,
  engine: null,
  parameters: 100,
  epochsDone: 0,
  step: 0,
  stepsPerEpoch: 20,
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
  createdAt: 0,
  startedAt: null,
  endedAt: null,
  deletedAt: null,
  ...changes,
});
const told = (changes: Partial<Run>) => ({ seq: 1, at: 0, type: 'run', run: run(changes) }) as const;

describe('Training', () => {
  it('shows nothing and asks nothing where nothing runs', () => {
    const training = new Training([run({ state: 'finished' })]);
    expect(training.shown).toEqual({ busy: false, progress: null, paused: false });
    expect(training.quitQuestion).toBeNull();
  });

  it('shows the share done over epochs and steps', () => {
    const training = new Training();
    training.take(told({ epochsDone: 2, step: 10 }));
    expect(training.shown).toEqual({ busy: true, progress: 50 / 200, paused: false });
  });

  it('lets the machine sleep while all is paused', () => {
    const training = new Training([run({ state: 'paused', epochsDone: 5 })]);
    expect(training.shown).toEqual({ busy: false, progress: 0.5, paused: true });
  });

  it('tells which run ended, once', () => {
    const training = new Training([run()]);
    expect(training.take(told({ state: 'finished' })).ended?.id).toBe(1);
    expect(training.take(told({ state: 'finished' }))).toEqual({ changed: false, ended: null });
    expect(training.shown.progress).toBeNull();
  });

  it('asks before quitting and says what is kept', () => {
    const training = new Training([run({ epochsDone: 7 })]);
    expect(training.quitQuestion).toMatchObject({ message: 'Run 1 is training. Epoch 7 is kept.', quit: 'Quit', stay: 'Go on' });
  });

  it('says so where nothing is kept yet', () => {
    expect(new Training([run()]).quitQuestion?.message).toContain('nothing of it is kept');
  });

  it('names every run where there are several', () => {
    const training = new Training([run({ epochsDone: 7 }), run({ id: 2, name: 'Run 2', epochsDone: 3 })]);
    expect(training.quitQuestion?.message).toBe('2 runs are training.');
    expect(training.quitQuestion?.detail).toBe('Run 1: Epoch 7 is kept.\nRun 2: Epoch 3 is kept.');
  });
});

describe('endNotice', () => {
  it('tells success with its figure, failure with its reason, and nothing of what the user ended', () => {
    const finished = run({
      state: 'finished',
      epochsDone: 10,
      final: { train: null, validation: { loss: 0.2, accuracy: 0.914, error: null }, test: null },
    });
    expect(endNotice(finished)).toEqual({ title: 'Run 1 is trained', body: '91.4 % after 10 epochs' });
    const off = { loss: 0.2, accuracy: null, error: 12.3456 };
    expect(endNotice({ ...finished, measure: 'error', final: { train: off, validation: null, test: null } })?.body).toBe(
      'Mean absolute error 12.35 after 10 epochs',
    );
    const failed = run({ state: 'failed', error: { code: 'loss-not-finite', message: 'Loss must be finite; got NaN.', remedy: '' } });
    expect(endNotice(failed)?.body).toContain('NaN');
    expect(endNotice(run({ state: 'stopped' }))).toBeNull();
  });
});
