import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Epoch, Metrics } from '#app/contract/runs.ts';
import { chain } from '#app/graph/templates/chain.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { runConfig } from '#app/runs/config.ts';
import type { Engine } from '#main/engine/engine.ts';
import { openPortable } from '#main/engine/portable/index.ts';
import { Controls } from '#main/training/controls.ts';
import { Feed, type ItemSource, type NumberAnswers } from '#main/training/feed.ts';
import { train } from '#main/training/loop.ts';
import { medianError } from '#main/training/median-error.ts';
import { drawn } from '#test/helpers/drawn.ts';

/** How much a scaled 1 is in the answers' own unit. */
const unit = 40;
const items = 400;
const random = drawn(11);
const inputs = random.floats(items * 2);
/** Two numbers an item: the sum of its inputs, and their difference, which one item in five does not tell. */
const answers = Float32Array.from({ length: items * 2 }, (_, place) => {
  const item = place >> 1;
  const [one, other] = [inputs[item * 2] ?? 0, inputs[item * 2 + 1] ?? 0];
  if (place % 2 === 0) return one + other;
  return item % 5 === 0 ? Number.NaN : one - other;
});
const rowsInto = (values: Float32Array, chosen: Int32Array, into: { set(row: Float32Array, at: number): void }) => {
  for (const [place, item] of chosen.entries()) into.set(values.subarray(item * 2, item * 2 + 2), place * 2);
};
const numbers: NumberAnswers = { numbers: 2, units: [unit, unit], gather: (chosen, into) => rowsInto(answers, chosen, into) };
const source: ItemSource = {
  shape: [2],
  make: (length) => new Float32Array(length),
  gather: (chosen, into) => rowsInto(inputs, chosen, into),
  answers: numbers,
};
const part = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, place) => from + place);
const parts = { train: part(0, 280), validation: part(280, 340), test: part(340, items) };

let engine: Engine;
beforeAll(async () => {
  engine = await openPortable();
});
afterAll(() => engine.dispose());

it('a run of numbers falls below the error of their medians, told in their own unit in every epoch', async () => {
  const config = runConfig.parse({ epochs: 40, batchSize: 64, learningRate: 0.02, loss: 'huber', earlyStopping: { patience: 8 } });
  const graph = chain([
    { block: 'Input' },
    { block: 'Dense', params: { units: 8, activation: 'relu' } },
    { block: 'Dense', params: { units: 2 } },
    { block: 'Output' },
  ]);
  const context = { input: [2], classes: 2, data: { kind: 'numbers' }, answers: 'numbers' } as const;
  const model = toLayers(engine.tf, graph, context, 7, { loss: config.loss, units: numbers.units });
  const step = await engine.prepare(model, { optimizer: 'adam', momentum: 0, seed: 7 });
  const kept = new Map<
    number,
    Awaited<ReturnType<typeof step.state>> & { progress: Parameters<Parameters<typeof train>[0]['onEpoch']>[0] }
  >();
  const epochs: Pick<Epoch, 'train' | 'validation'>[] = [];
  const steps: Metrics[] = [];
  const outcome = await train({
    config,
    step,
    measure: 'error',
    feed: new Feed(source, new Int32Array(items), { batchSize: config.batchSize, classWeights: null, augment: null }),
    items: parts,
    controls: new Controls(() => undefined),
    from: null,
    onStep: (_number, _epoch, metrics) => steps.push(metrics),
    onGradients: () => undefined,
    async onEpoch(progress) {
      kept.set(progress.epoch, { ...(await step.state()), progress });
      epochs.push(progress);
      return { kept: Promise.resolve(true) };
    },
    async recall(epoch) {
      const found = kept.get(epoch);
      if (found === undefined) throw new Error(`epoch ${epoch} was kept`);
      await step.restore(found);
      return found.progress;
    },
  });
  step.dispose();

  if (outcome.state !== 'finished') throw new Error('it came to its end');
  const baseline = (await medianError(numbers, parts)) ?? Number.NaN;
  expect(baseline).toBeGreaterThan(0.4 * unit);
  expect(outcome.final.test?.error).toBeLessThan(0.2 * baseline);
  expect(outcome.final.validation).toEqual(epochs[outcome.standsFor - 1]?.validation);
  for (const { train: trained, validation } of epochs) expect([trained.accuracy, validation?.accuracy]).toEqual([null, null]);
  expect(epochs[0]?.validation?.error).toBeGreaterThan(0.5 * baseline);
  expect(steps.every(({ error, accuracy }) => accuracy === null && error !== null && error > 0)).toBe(true);
});
