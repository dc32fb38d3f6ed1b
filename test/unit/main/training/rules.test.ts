import { describe, expect, it } from 'vitest';
import type { EngineFacts } from '#app/contract/runs.ts';
import { runConfig } from '#app/runs/config.ts';
import { configurationOf, knownChains, requireSame, withPart } from '#main/training/configuration.ts';
import { describeExit } from '#main/training/process.ts';
import { advance, goOn, isOver } from '#main/training/progress.ts';
import type { Report } from '#main/training/protocol.ts';
import { superfluous } from '#main/training/retention.ts';
import { StepReports } from '#main/training/step-reports.ts';
import { Turns } from '#main/training/turns.ts';

describe('which checkpoints may go', () => {
  const kept = (epochs: number[], best: number) => epochs.map((epoch) => ({ epoch, best: epoch === best }));
  it('all but the newest, the best and every Nth', () => {
    expect(superfluous(kept([1, 2, 3, 4, 5, 6, 7], 2), 3)).toEqual([1, 4, 5]);
  });
  it('no Nth are kept where N is 0', () => {
    expect(superfluous(kept([10, 20, 30], 20), 0)).toEqual([10]);
  });
});

describe('progress', () => {
  const config = runConfig.parse({ epochs: 9, earlyStopping: { patience: 2, minDelta: 0.1 } });
  const ended = (losses: number[]) =>
    losses.reduce<ReturnType<typeof advance> | null>(
      (before, loss, place) =>
        advance(before, config, {
          epoch: place + 1,
          step: place + 1,
          train: { loss: 9, accuracy: 0, error: null },
          validation: { loss, accuracy: 0, error: null },
        }),
      null,
    );

  it('knows the epoch of the least validation loss, the first of equals', () => {
    expect(ended([3, 1, 2, 1])).toMatchObject({ epoch: 4, bestEpoch: 2, bestLoss: 1 });
  });
  it('goes by the training loss where there is no validation part', () => {
    expect(advance(null, config, { epoch: 1, step: 1, train: { loss: 2, accuracy: 0, error: null }, validation: null })).toMatchObject({
      bestLoss: 2,
    });
  });
  it('is over when the loss has not fallen by enough for as long as was to be waited', () => {
    expect([
      isOver(ended([3, 2, 1.95]), config),
      isOver(ended([3, 2, 1.95, 1.92]), config),
      isOver(ended([3, 2, 1.95, 1.8]), config),
    ]).toEqual([false, true, false]);
  });
  it('waits anew when a run that was over is given more epochs', () => {
    const over = ended([3, 3, 3]);
    expect(over && isOver(goOn(over), config)).toBe(false);
  });
  it('is over after the last epoch', () => {
    expect(isOver(ended([9, 8, 7, 6, 5, 4, 3, 2, 1]), config)).toBe(true);
  });
});

describe('a configuration', () => {
  const engine: EngineFacts = { engine: 'tensorflow', version: '2.18.0', device: 'CPU', threads: 2, note: null };
  const of = (config: object = {}, facts: object = {}) =>
    configurationOf({
      dataHash: 'd',
      graphHash: 'g',
      config: runConfig.parse(config),
      loss: 'categorical-crossentropy',
      engine: { ...engine, ...facts },
      chains: 2,
      processor: 'p',
    });

  it('is the same whatever the epochs and however the engine was wished for', () => {
    expect(of({ epochs: 3, engine: 'auto' }).hash).toBe(of({ epochs: 30, engine: 'tensorflow' }).hash);
  });
  it.each([
    [{ seed: 8 }],
    [{ batchSize: 64 }],
    [{ learningRate: 0.01 }],
    [{ optimizer: 'sgd' }],
    [{ augmentation: { shift: 0.1 } }],
    [{ schedule: { kind: 'exponential' } }],
  ])('is another with %j', (config) => {
    expect(of(config).hash).not.toBe(of().hash);
  });
  it('names the part that differs', () => {
    expect(() => requireSame(of(), of({}, { threads: 4 }))).toThrow(/threads \(was 2, is 4\)/);
  });
  it('takes the chains of an earlier one that is alike in what decides the speed', () => {
    const slower = { ...of({}, { threads: 4 }).parts, chains: '4' };
    const alike = { ...of({ seed: 9, learningRate: 1 }).parts, chains: '1' };
    expect(knownChains([slower, alike], of())).toBe(1);
    expect(knownChains([slower], of())).toBeNull();
    const { chains: _, ...unmeasured } = alike;
    expect(knownChains([unmeasured], of())).toBeNull();
  });
  it('takes a part that is changed on purpose for the same', () => {
    expect(() => requireSame(withPart(of(), 'learning rate', '0.01'), of({ learningRate: 0.01 }))).not.toThrow();
  });
});

describe('reports of steps', () => {
  it('leave five times a second at most, in typed arrays, and none is lost', () => {
    const sent: Extract<Report, { type: 'steps' }>[] = [];
    let now = 0;
    const reports = new StepReports(
      (report) => report.type === 'steps' && sent.push(report),
      () => now,
    );
    for (let step = 1; step <= 250; step += 1) {
      reports.add(step, 1, { loss: step, accuracy: 0.5, error: null }, 32, 0.01);
      now += 4;
    }
    reports.flush();
    reports.flush();
    expect(sent.length).toBeLessThanOrEqual(6);
    expect(sent.flatMap((report) => [...report.steps.step])).toEqual(Array.from({ length: 250 }, (_, place) => place + 1));
    expect(sent.at(-1)?.rate).toBeCloseTo(3200, 0);
    expect(sent[0]?.steps.loss).toBeInstanceOf(Float32Array);
  });
});

describe('turns', () => {
  it('let through one at a time, in order, past those that gave up', async () => {
    const turns = new Turns(1);
    const order: [number, boolean][] = [];
    for (const id of [1, 2, 3]) void turns.take(id).then((go) => order.push([id, go]));
    expect(turns.drop(2)).toBe(true);
    expect(turns.drop(1)).toBe(false);
    await Promise.resolve();
    turns.release(1);
    await Promise.resolve();
    await Promise.resolve();
    expect(order).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect([turns.has(1), turns.has(3), turns.ahead]).toEqual([false, true, 1]);
  });
});

describe('how a process ended', () => {
  it.each([
    [null, 'SIGKILL', '', /killed/],
    [null, 'SIGSEGV', '', /crashed \(SIGSEGV\)/],
    [134, null, 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', /ran out of memory/],
    [3, null, '', /exit code 3/],
  ] as const)('%s %s is told in words', (code, signal, stderr, words) => {
    expect(describeExit(code, signal, stderr)).toMatch(words);
  });
});
