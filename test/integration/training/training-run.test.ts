import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpoint } from '#main/training/checkpoint-file.ts';
import { drawProject, isOver, openTrainingWorkspace, type TrainingWorkspace, trainingEngine } from '#test/helpers/training-workspace.ts';

describe(`a training run on ${trainingEngine}`, () => {
  let workspace: TrainingWorkspace;
  let project: Awaited<ReturnType<typeof drawProject>>;
  const curveOf = (run: number) => workspace.runs.steps({ run, after: 0, most: 4000 }, workspace.call);
  const checkpointsOf = async (run: number) => (await readdir(workspace.folders.checkpoints(run))).sort();

  beforeAll(async () => {
    workspace = await openTrainingWorkspace();
    project = await drawProject(workspace);
  });
  afterAll(() => workspace.close());

  it('learns, and keeps every epoch with its figures', async () => {
    const { id } = await workspace.start(project, { epochs: 4 });
    const run = await workspace.until(id, isOver);
    expect(run).toMatchObject({ state: 'finished', error: null, epochsDone: 4, stepsPerEpoch: 8 });
    expect(run.epochs.map((epoch) => epoch.epoch)).toEqual([1, 2, 3, 4]);
    expect(run.epochs.at(-1)?.train.loss).toBeLessThan((run.epochs[0]?.train.loss ?? 0) * 0.7);
    expect(run.final.test?.accuracy).toBeGreaterThan(0.9);
    expect(run.baseline).toBe(5 / 16);
    expect(run.engine).toMatchObject({ engine: trainingEngine });
  });

  it('computes the same losses to the bit with the same seed, and others with another', async () => {
    const config = {
      epochs: 2,
      augmentation: { flipHorizontal: true, flipVertical: false, shift: 0.1, rotate: 10, brightness: 0.1 },
      classWeights: 'balanced',
    } as const;
    const curves = [];
    for (const seed of [3, 3, 4]) {
      const { id } = await workspace.start(project, { ...config, seed });
      expect(await workspace.until(id, isOver)).toMatchObject({ state: 'finished' });
      curves.push(await curveOf(id));
    }
    expect(curves[0]?.step).toHaveLength(16);
    expect(curves[1]?.loss).toEqual(curves[0]?.loss);
    expect(curves[2]?.loss).not.toEqual(curves[0]?.loss);
  });

  it('tells every step once, in batches, ten times a second at most', async () => {
    const from = workspace.heard.length;
    const { id } = await workspace.start(project, { epochs: 10 });
    await workspace.until(id, isOver);
    const told = workspace.heard.slice(from).flatMap((event) => (event.type === 'steps' && event.run === id ? [event] : []));
    expect(told.flatMap((event) => [...event.steps.step])).toEqual(Array.from({ length: 80 }, (_, place) => place + 1));
    const { startedAt, endedAt } = await workspace.get(id);
    // An epoch's end sends what is waiting.
    expect(told.length).toBeLessThanOrEqual(10 + ((endedAt ?? 0) - (startedAt ?? 0)) / 100 + 1);
  });

  it.runIf(trainingEngine === 'tensorflow')('says that it compiles the model, from when the engine is open to its first step', async () => {
    const { id } = await workspace.start(project, { epochs: 1 });
    await workspace.until(id, isOver);
    const stands = workspace.heard.flatMap((event) => (event.type === 'run' && event.run.id === id ? [event.run] : []));
    const compiling = stands.map((run) => run.compiling);
    const first = compiling.indexOf(true);
    const next = compiling.indexOf(false, first);
    expect(stands[first]).toMatchObject({ state: 'running', step: 0 });
    expect(stands[next - 1]).toMatchObject({ engine: { engine: 'tensorflow' }, step: 0 });
    // Steps are counted within their epoch; its end may be told together with them.
    const { step = 0, epochsDone = 0 } = stands[next] ?? {};
    expect(step + epochsDone).toBeGreaterThan(0);
    expect(compiling.slice(next)).not.toContain(true);
  });

  it('looks at its gradients some hundred times, and keeps what it saw', async () => {
    const from = workspace.heard.length;
    const { id } = await workspace.start(project, { epochs: 60 });
    await workspace.until(id, isOver);
    const { looks } = await workspace.runs.gradients({ run: id }, workspace.call);
    // 480 steps, of which every third one.
    expect(looks.map(({ step }) => step)).toEqual(Array.from({ length: 160 }, (_, place) => 1 + 3 * place));
    for (const { sizes } of looks) {
      expect(sizes.map(({ layer }) => layer)).toEqual(['n1', 'n2', 'n5']);
      for (const { size } of sizes) expect(size).toBeGreaterThan(0);
    }
    const told = workspace.heard.slice(from).flatMap((event) => (event.type === 'gradients' && event.run === id ? event.looks : []));
    expect(told).toEqual(looks);
  });

  it('pauses between two steps and goes on where it was', async () => {
    const { id } = await workspace.start(project, { epochs: 500 });
    await workspace.until(id, (run) => run.epochsDone >= 1);
    const before = performance.now();
    const paused = await workspace.runs.pause({ run: id }, workspace.call);
    expect(paused.state).toBe('paused');
    expect(performance.now() - before).toBeLessThan(1500);
    const { step } = await curveOf(id);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await curveOf(id)).step).toHaveLength(step.length);
    expect((await workspace.runs.proceed({ run: id }, workspace.call)).state).toBe('running');
    await workspace.until(id, (run) => run.epochsDone * 8 > step.length);
    await workspace.runs.stop({ run: id, keep: 'last' }, workspace.call);
    expect(await workspace.until(id, isOver)).toMatchObject({ state: 'stopped', error: null });
  });

  it('stops at the best epoch when that is asked for, and judges the test part there', async () => {
    const { id } = await workspace.start(project, { epochs: 500, learningRate: 0.2 });
    await workspace.until(id, (run) => run.epochsDone >= 4 && run.bestEpoch !== run.epochsDone, 120);
    await workspace.runs.stop({ run: id, keep: 'best' }, workspace.call);
    const run = await workspace.until(id, isOver);
    const best = run.epochs.find((epoch) => epoch.epoch === run.bestEpoch);
    const least = Math.min(...run.epochs.map((epoch) => epoch.validation?.loss ?? Number.POSITIVE_INFINITY));
    expect(run.state).toBe('stopped');
    expect(best?.validation?.loss).toBe(least);
    expect(run.final).toMatchObject({ train: best?.train, validation: best?.validation });
    expect(run.final.test).not.toBeNull();
  });

  it('keeps the checkpoints of the last, the best and every tenth epoch', async () => {
    const { id } = await workspace.start(project, { epochs: 13, learningRate: 0.2 });
    const { bestEpoch } = await workspace.until(id, isOver);
    const kept = [...new Set([10, 13, bestEpoch ?? 0])].sort((a, b) => a - b);
    expect(await checkpointsOf(id)).toEqual(kept.map((epoch) => `epoch-${String(epoch).padStart(5, '0')}.ckpt`));
  });

  it('ends with a plain reason when the loss is not finite, and keeps the last epoch that was', async () => {
    const { id } = await workspace.start(project, { epochs: 3, learningRate: 1e9, optimizer: 'sgd' });
    const run = await workspace.until(id, isOver);
    expect(run).toMatchObject({ state: 'failed', error: { code: 'loss-not-finite' } });
    expect(run.epochs.every((epoch) => Number.isFinite(epoch.train.loss))).toBe(true);
    expect((await curveOf(id)).loss.every(Number.isFinite)).toBe(true);
    expect((await workspace.runs.log({ run: id }, workspace.call)).entries.at(-1)).toMatchObject({ level: 'error' });
  });

  it('goes on from the finite epoch with a smaller learning rate', async () => {
    const { id } = await workspace.start(project, { epochs: 2, optimizer: 'sgd' });
    await workspace.until(id, isOver);
    const wild = await workspace.runs.resume({ run: id, epochs: 4, learningRate: 1e9, force: false }, workspace.call);
    expect((await workspace.until(wild.id, isOver)).error?.message).toMatch(/epoch 3/);
    await workspace.runs.resume({ run: id, epochs: 4, learningRate: 0.001, force: false }, workspace.call);
    expect(await workspace.until(id, isOver)).toMatchObject({ state: 'finished', epochsDone: 4, error: null });
  });

  it('stops by itself when the validation loss has not fallen for long enough, and stands for the best epoch', async () => {
    const { id } = await workspace.start(project, { epochs: 60, learningRate: 0.2, earlyStopping: { patience: 2, minDelta: 0.5 } });
    const run = await workspace.until(id, isOver);
    const best = run.epochs.find((epoch) => epoch.epoch === run.bestEpoch);
    expect(run.state).toBe('finished');
    expect(run.epochsDone).toBeLessThan(60);
    expect(run.final.validation).toEqual(best?.validation);
  });

  it('gives a finished run more epochs: the same as if it had had them from the start', async () => {
    const whole = await workspace.start(project, { epochs: 4, seed: 11 });
    await workspace.until(whole.id, isOver);
    const short = await workspace.start(project, { epochs: 2, seed: 11 });
    await workspace.until(short.id, isOver);
    await workspace.runs.resume({ run: short.id, epochs: 4, force: false }, workspace.call);
    expect(await workspace.until(short.id, isOver)).toMatchObject({ state: 'finished', epochsDone: 4 });
    const [a, b] = await Promise.all(
      [whole.id, short.id].map((id) => readCheckpoint(join(workspace.folders.checkpoints(id), 'epoch-00004.ckpt'))),
    );
    expect(b?.bodySha256).toBe(a?.bodySha256);
    expect((await curveOf(short.id)).loss).toEqual((await curveOf(whole.id)).loss);
  });

  it('trains one run at a time: the next one waits its turn', async () => {
    const first = await workspace.start(project, { epochs: 500 });
    await workspace.until(first.id, (run) => run.state === 'running');
    const second = await workspace.start(project, { epochs: 1 });
    expect(second.state).toBe('queued');
    const third = await workspace.start(project, { epochs: 1 });
    expect((await workspace.runs.stop({ run: third.id, keep: 'last' }, workspace.call)).state).toBe('stopped');
    await workspace.runs.stop({ run: first.id, keep: 'last' }, workspace.call);
    expect(await workspace.until(second.id, isOver)).toMatchObject({ state: 'finished', epochsDone: 1 });
    expect((await workspace.get(third.id)).startedAt).toBeNull();
  });
});
