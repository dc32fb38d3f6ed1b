import { expect, test } from 'vitest';
import type { StepMetrics } from '#app/contract/runs.ts';
import { checkpointsOf, deleteCheckpoints, insertCheckpoint } from '#main/store/checkpoints.ts';
import { cutEpochs, epochsOf, insertEpoch } from '#main/store/run-epochs.ts';
import { cutSteps, insertSteps, stepsAfter } from '#main/store/run-steps.ts';
import { interruptRuns, listRuns, runById } from '#main/store/runs.ts';
import { addRun } from '#test/helpers/rows.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { openedStore } from '#test/helpers/workspace.ts';

function steps(first: number, count: number): StepMetrics {
  return {
    step: Float64Array.from({ length: count }, (_, place) => first + place),
    loss: Float32Array.from({ length: count }, (_, place) => 1 / (first + place)),
    figure: Float32Array.from({ length: count }, (_, place) => (first + place) / 1e6),
  };
}

const epoch = (number: number, loss = 0.5) => ({
  epoch: number,
  train: { loss, accuracy: 0.5, error: null },
  validation: { loss: 0.6, accuracy: 0.4, error: null },
  learningRate: 0.001,
  seconds: 1,
  rate: 10,
});

test('steps come back bit for bit, from any step on', async () => {
  const { store } = await openedStore();
  const { run } = await addRun(store.db);
  for (let first = 1; first <= 91; first += 10) await insertSteps(store.db, run, steps(first, 10));
  expect(await stepsAfter(store.db, run, 0)).toEqual(steps(1, 100));
  expect(await stepsAfter(store.db, run, 37)).toEqual(steps(38, 63));
  expect(await stepsAfter(store.db, run, 100)).toEqual(steps(101, 0));
});

test('a batch with a hole is refused', async () => {
  const { store } = await openedStore();
  const { run } = await addRun(store.db);
  const broken = steps(1, 3);
  broken.step[2] = 4;
  await expect(insertSteps(store.db, run, broken)).rejects.toThrow('must follow one another');
});

test('cutting back to a step inside a batch keeps what is before it', async () => {
  const { store } = await openedStore();
  const { run } = await addRun(store.db);
  for (const first of [1, 11, 21]) await insertSteps(store.db, run, steps(first, 10));
  await store.transaction((db) => cutSteps(db, run, 14));
  expect(await stepsAfter(store.db, run, 0)).toEqual(steps(1, 14));
  await insertSteps(store.db, run, steps(15, 10));
  expect(await stepsAfter(store.db, run, 0)).toEqual(steps(1, 24));
});

test('a million steps go in fast: 99 of 100 batches in below 10 ms, and come back whole', async () => {
  const { store } = await openedStore();
  const { run } = await addRun(store.db);
  const batch = 500;
  const parts: number[] = [];
  for (let part = 0; part < 4; part++) {
    const taken: number[] = [];
    for (let first = part * 250_000 + 1; first <= (part + 1) * 250_000; first += batch) {
      const one = steps(first, batch);
      const begun = performance.now();
      await store.quick((db) => insertSteps(db, run, one));
      taken.push(performance.now() - begun);
    }
    taken.sort((a, b) => a - b);
    parts.push(taken[Math.floor(taken.length * 0.99)] ?? Number.POSITIVE_INFINITY);
  }
  // The best of four: what else the machine does meanwhile is not the store's.
  expectBelow(Math.min(...parts), 10);
  const all = await stepsAfter(store.db, run, 0);
  expect(all.step).toHaveLength(1e6);
  expect(all.step.at(-1)).toBe(1e6);
});

test('a figure that is not finite is refused, not stored as 0 or nothing', async () => {
  const { store } = await openedStore();
  const { run } = await addRun(store.db);
  for (const loss of [Number.NaN, Number.POSITIVE_INFINITY])
    await expect(insertEpoch(store.db, run, epoch(1, loss))).rejects.toThrow('must be finite');
  expect((await epochsOf(store.db, [run])).get(run)).toEqual([]);
});

test('figures are errors where the run is judged by its error', async () => {
  const { store } = await openedStore();
  const { run } = await addRun(store.db, { measure: 'error', baseline: 12 });
  const off = { ...epoch(1), train: { loss: 0.5, accuracy: null, error: 7 }, validation: { loss: 0.6, accuracy: null, error: 8 } };
  await insertEpoch(store.db, run, off);
  expect(await runById(store.db, run)).toMatchObject({ measure: 'error', baseline: 12, epochs: [off] });
  const unmeasured = { ...off, train: { loss: 1, accuracy: null, error: null } };
  await expect(insertEpoch(store.db, run, unmeasured)).rejects.toThrow('trainFigure must be finite');
});

test('epochs computed again replace what they were', async () => {
  const { store } = await openedStore();
  const { run } = await addRun(store.db);
  for (const number of [1, 2, 3]) await insertEpoch(store.db, run, epoch(number));
  await cutEpochs(store.db, run, 1);
  await insertEpoch(store.db, run, epoch(2, 0.25));
  expect((await runById(store.db, run)).epochs.map((each) => [each.epoch, each.train.loss])).toEqual([
    [1, 0.5],
    [2, 0.25],
  ]);
});

test('there is one best checkpoint, the last that was called so', async () => {
  const { store } = await openedStore();
  const { run } = await addRun(store.db);
  for (const [number, best] of [
    [1, true],
    [2, true],
    [3, false],
  ] as const) {
    await insertCheckpoint(store.db, {
      run,
      epoch: number,
      step: number * 5,
      file: `epoch-${number}.ckpt`,
      sha256: 'x',
      bytes: 1,
      best,
      metrics: { train: { loss: 1, accuracy: 0, error: null }, validation: null },
      createdAt: 1,
    });
  }
  expect((await checkpointsOf(store.db, run)).map((each) => [each.epoch, each.best])).toEqual([
    [3, false],
    [2, true],
    [1, false],
  ]);
  await deleteCheckpoints(store.db, run, [1, 3]);
  expect((await checkpointsOf(store.db, run)).map((each) => each.epoch)).toEqual([2]);
});

test('a run is found by name, note, model, dataset and tag, as text, not as a pattern', async () => {
  const { store } = await openedStore();
  const { run, project } = await addRun(store.db, { name: '100%_sure', note: "it's <b>", tags: '["best","a%"]' });
  const found = async (filter: Parameters<typeof listRuns>[1]) => (await listRuns(store.db, filter)).map((each) => each.id);
  for (const search of ['100%_', "it's", '<B>', 'model', 'data']) expect(await found({ project, search })).toEqual([run]);
  for (const search of ['100x', '%', "' or 1=1 --"]) expect(await found({ search })).toEqual(search === '%' ? [run] : []);
  expect(await found({ tag: 'a%' })).toEqual([run]);
  expect(await found({ tag: 'bes' })).toEqual([]);
  expect(await found({ deleted: true })).toEqual([]);
});

test('only runs that were under way are interrupted', async () => {
  const { store } = await openedStore();
  const under = await Promise.all((['queued', 'running', 'paused'] as const).map((state) => addRun(store.db, { state })));
  const { run: finished } = await addRun(store.db, { state: 'finished' });
  expect(await interruptRuns(store.db, 9)).toEqual(under.map((each) => each.run));
  expect((await runById(store.db, finished)).state).toBe('finished');
  expect(await runById(store.db, under[0]?.run ?? 0)).toMatchObject({ state: 'interrupted', endedAt: 9 });
});
