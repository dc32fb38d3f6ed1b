import { beforeEach, expect, it } from 'vitest';
import type { Batch, Engine, StepSettings, TrainableModel, TrainingStep } from '#main/engine/engine.ts';
import { fastestStep } from '#main/training/choose-chains.ts';

const settings: StepSettings = { optimizer: 'adam', momentum: 0, seed: 7 };
const model = {} as TrainableModel; // the engine below asks nothing of it
const batch: Batch = { inputs: new Uint8Array(1), shape: [1, 1], answers: new Int32Array(1) };

/** Milliseconds that steps have taken. */
let clock: number;
beforeEach(() => {
  clock = 0;
});

/** An engine whose step takes `milliseconds` of its number of chains; its one weight counts the steps it made. */
function engineOf(milliseconds: Record<number, number>, note: string | null = null) {
  const prepared: { chains: number; rates: number[]; disposed: boolean; weight: number }[] = [];
  const prepare: Engine['prepare'] = async (_model, { chains = 0 }) => {
    const one = { chains, rates: [] as number[], disposed: false, weight: 0 };
    prepared.push(one);
    const step: TrainingStep = {
      async train(_batch, _number, rate) {
        one.rates.push(rate);
        one.weight++;
        clock += milliseconds[chains] ?? 0;
        return { loss: 1, accuracy: 0, error: null };
      },
      evaluate: () => Promise.reject(new Error('nothing is judged here')),
      state: async () => ({ weights: [{ name: 'w', shape: [1], values: Float32Array.of(one.weight) }], slots: [] }),
      restore: async ({ weights }) => {
        one.weight = weights[0]?.values[0] ?? Number.NaN;
      },
      note: () => note,
      dispose: () => {
        one.disposed = true;
      },
    };
    return step;
  };
  const choices = Object.keys(milliseconds).map(Number);
  // Integer keys are sorted; 2 is the likeliest, as the engine says it.
  return { engine: { chains: () => [2, ...choices.filter((chains) => chains !== 2)], prepare } as unknown as Engine, prepared };
}

const choose = (engine: Engine, isWanted = () => true) =>
  fastestStep(
    engine,
    model,
    settings,
    () => batch,
    isWanted,
    () => clock,
  );

it('takes the number of chains that is clearly fastest, as if new, and lets the others go', async () => {
  const { engine, prepared } = engineOf({ 2: 40, 1: 60, 4: 10 });
  const { step, chains, measured } = await choose(engine);
  expect(chains).toBe(4);
  expect([...measured.keys()]).toEqual([2, 1, 4]);
  expect(prepared.filter(({ disposed }) => !disposed).map((one) => one.chains)).toEqual([4]);
  expect((await step.state()).weights[0]?.values[0]).toBe(0);
});

it('keeps the likeliest one where another is no faster', async () => {
  expect((await choose(engineOf({ 2: 20, 1: 20 }).engine)).chains).toBe(2);
  expect((await choose(engineOf({ 2: 20, 1: 19.1 }).engine)).chains).toBe(2);
  expect((await choose(engineOf({ 2: 20, 1: 19 }).engine)).chains).toBe(1);
});

it('tries at a learning rate of 0', async () => {
  const { engine, prepared } = engineOf({ 2: 1, 1: 1 });
  await choose(engine);
  expect(new Set(prepared.flatMap(({ rates }) => rates))).toEqual(new Set([0]));
});

it('measures nothing where there is one way', async () => {
  const { engine, prepared } = engineOf({ 2: 1 });
  expect((await choose(engine)).measured.size).toBe(0);
  expect(prepared).toMatchObject([{ chains: 2, rates: [] }]);
});

it('gives up as soon as nobody waits for it', async () => {
  const { engine, prepared } = engineOf({ 2: 1, 1: 60, 4: 1 });
  let asked = 0;
  expect((await choose(engine, () => ++asked < 3)).chains).toBe(2);
  expect(prepared.map(({ chains }) => chains)).toEqual([2, 1]);
});

it('tries no other where the step is not compiled', async () => {
  const { engine, prepared } = engineOf({ 2: 1, 1: 1 }, 'read a value');
  expect((await choose(engine)).chains).toBe(2);
  expect(prepared).toHaveLength(1);
});
