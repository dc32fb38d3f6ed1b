import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StepMetrics } from '#app/contract/runs.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeEpoch, fakeRun } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { RunCurves } = await import('#renderer/features/train/run-curves.svelte.ts');
const fake = core.client as FakeClient;

/** Steps from … to, whose loss tells which session they are of. */
const steps = (from: number, to: number, session = 0): StepMetrics => {
  const step = Float64Array.from({ length: to - from + 1 }, (_, place) => from + place);
  return { step, loss: Float32Array.from(step, (at) => at + session), figure: Float32Array.from(step, () => 0.5) };
};
let seq = 0;
const tell = (run: number, points: StepMetrics) => fake.tell({ seq: ++seq, at: 0, type: 'steps', run, steps: points });
/** Lets calls be answered and the next drawing come. */
const later = (milliseconds = 300) => vi.advanceTimersByTimeAsync(milliseconds);

let leave = () => {};
function follow(stored: StepMetrics, run = 7) {
  fake.answers = { 'runs.steps': () => stored };
  const curves = new RunCurves(run);
  leave = curves.follow();
  return curves;
}
const drawn = (curves: InstanceType<typeof RunCurves>) => [...curves.loss.x].map((x, place) => [x, curves.loss.y[place]]);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  leave();
  vi.useRealTimers();
});

describe('a run’s curves', () => {
  it('begin with what is stored and go on with what is told, without a gap or a double', async () => {
    const curves = follow(steps(1, 3));
    await later();
    tell(7, steps(4, 5));
    tell(8, steps(6, 9));
    tell(7, steps(6, 6));
    await later();
    expect([...curves.loss.x]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(curves.figure.x).toHaveLength(6);
  });

  it('are read again where steps are missing: some may be told before anybody hears', async () => {
    const curves = follow(steps(1, 3));
    await later();
    fake.answers['runs.steps'] = () => steps(1, 8);
    tell(7, steps(7, 8));
    tell(7, steps(9, 9));
    await later();
    expect([...curves.loss.x]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    // Where the store lacks them too, what is told goes on being drawn.
    tell(7, steps(12, 12));
    await later();
    tell(7, steps(13, 13));
    await later();
    expect([...curves.loss.x].slice(-2)).toEqual([12, 13]);
  });

  it('keep what is told while the beginning is still being read, whether or not that has it already', async () => {
    const curves = follow(steps(1, 4));
    tell(7, steps(3, 4));
    tell(7, steps(5, 6));
    await later();
    expect([...curves.loss.x]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('of a run that goes on from its last epoch show the lost part once, as it is made again', async () => {
    const curves = follow(steps(1, 25));
    await later();
    // Epochs of ten steps: five of the third were lost.
    tell(7, steps(21, 22, 1000));
    await later();
    expect(curves.loss.x.at(-1)).toBe(22);
    tell(7, steps(23, 30, 1000));
    await later();
    expect(drawn(curves).slice(18)).toEqual([[19, 19], [20, 20], ...Array.from({ length: 10 }, (_, place) => [21 + place, 1021 + place])]);
  });

  it('are read anew after a lost connection', async () => {
    const curves = follow(steps(1, 3));
    await later();
    fake.answers['runs.steps'] = () => steps(1, 9);
    fake.tell({ type: 'reset' });
    await later();
    expect(curves.loss.x).toHaveLength(9);
  });

  it('are asked for again when the core did not answer', async () => {
    const curves = follow(steps(1, 3));
    fake.answers = {};
    await later();
    expect(curves.read).toBe(false);
    fake.answers = { 'runs.steps': () => steps(1, 3) };
    await later(1500);
    expect([curves.read, curves.loss.x.length]).toEqual([true, 3]);
  });

  it('are given out four times a second at most, however fast points and epochs come', async () => {
    const curves = follow(steps(1, 3));
    await later();
    let given = 0;
    const stop = $effect.root(() => {
      $effect(() => {
        void curves.loss;
        given += 1;
      });
    });
    flushSync();
    given = 0;
    for (let step = 4; step < 104; step += 1) {
      tell(7, steps(step, step));
      curves.epochs(fakeRun({ epochs: Array.from({ length: step }, (_, at) => fakeEpoch(at + 1)) }));
      await later(20);
      flushSync();
    }
    stop();
    expect(given).toBeGreaterThan(4);
    // Two seconds, and the first one at once.
    expect(given).toBeLessThanOrEqual(9);
  });

  it('have validation where its epoch ended, and the best one with it', async () => {
    const curves = follow(steps(1, 20));
    curves.epochs(fakeRun({ stepsPerEpoch: 10, bestEpoch: 2 }));
    await later();
    expect([...(curves.validation?.loss.x ?? [])]).toEqual([10, 20]);
    expect(curves.best).toBe(20);
    curves.epochs(fakeRun({ epochs: [fakeEpoch(1, { validation: null })], bestEpoch: 1 }));
    await later();
    expect([curves.validation, curves.best]).toEqual([null, null]);
  });
});
