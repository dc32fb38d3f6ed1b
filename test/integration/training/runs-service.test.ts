import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runConfig } from '#app/runs/config.ts';
import { requireMemory } from '#main/services/run-requirements.ts';
import { changeDataset } from '#main/store/datasets.ts';
import { readCheckpoint } from '#main/training/checkpoint-file.ts';
import { isAlive } from '#test/helpers/processes.ts';
import {
  drawProject,
  graphOf,
  isOver,
  openTrainingWorkspace,
  type TrainingWorkspace,
  trainingEngine,
} from '#test/helpers/training-workspace.ts';

describe(`the runs service over a worker on ${trainingEngine}`, () => {
  let workspace: TrainingWorkspace;
  let project: Awaited<ReturnType<typeof drawProject>>;
  let done: number;
  const call = () => workspace.call;

  beforeAll(async () => {
    workspace = await openTrainingWorkspace();
    project = await drawProject(workspace);
    done = (await workspace.start(project, { epochs: 2 })).id;
    expect(await workspace.until(done, isOver)).toMatchObject({ state: 'finished', error: null });
  });
  afterAll(() => workspace.close());

  it('numbers runs by themselves and finds them by name, note, tag and model', async () => {
    const run = await workspace.runs.update({ run: done, note: 'Ünder the lamp', tags: ['lamp', 'lamp', 'night'] }, call());
    expect(run).toMatchObject({ name: 'Run 1', tags: ['lamp', 'night'] });
    const found = async (filter: { search?: string; tag?: string }) =>
      (await workspace.runs.list({ deleted: false, ...filter }, call())).runs.length;
    expect([
      await found({ search: 'lamp' }),
      await found({ search: 'TINY' }),
      await found({ tag: 'night' }),
      await found({ search: 'nothing' }),
    ]).toEqual([1, 1, 1, 0]);
  });

  it('moves a run to the bin and back', async () => {
    expect((await workspace.runs.remove({ run: done }, call())).deletedAt).not.toBeNull();
    expect((await workspace.runs.list({ deleted: false }, call())).runs).toEqual([]);
    expect((await workspace.runs.list({ deleted: true }, call())).runs).toHaveLength(1);
    expect((await workspace.runs.restore({ run: done }, call())).deletedAt).toBeNull();
  });

  it('thins a curve and keeps its ends', async () => {
    const { step, loss } = await workspace.runs.steps({ run: done, after: 0, most: 6 }, call());
    expect([step.at(0), step.at(-1), step.length <= 6, loss.length === step.length]).toEqual([1, 16, true, true]);
    expect((await workspace.runs.steps({ run: done, after: 10, most: 4000 }, call())).step).toHaveLength(6);
  });

  it('forecasts what a run takes, with seconds once this machine has measured some', async () => {
    const need = await workspace.runs.forecast(
      { dataset: project.dataset, model: project.model, config: runConfig.parse({ batchSize: 16 }) },
      call(),
    );
    expect(need).toMatchObject({ parameters: (await workspace.get(done)).parameters, stepsPerEpoch: 8 });
    expect(need.secondsPerStep).toBeGreaterThan(0);
    expect(need.memory).toBeGreaterThan(100e6);
  });

  it('refuses a batch above the training items and a model that does not fit, before anything starts', async () => {
    await expect(workspace.start(project, { batchSize: 129 })).rejects.toMatchObject({ code: 'batch-size' });
    const wrong = await drawProject(workspace, { graph: graphOf([{ block: 'Dense', params: { units: 3 } }]) });
    await expect(workspace.start(wrong, {})).rejects.toMatchObject({ code: 'graph-invalid' });
    expect((await workspace.runs.list({ deleted: false }, call())).runs).toHaveLength(1);
  });

  it('takes memory for short only where it clearly is', () => {
    const machine = { free: 4e9, total: 16e9 };
    expect(() => requireMemory({ memory: 7e9 }, machine)).not.toThrow();
    expect(() => requireMemory({ memory: 9e9 }, machine)).toThrow(/9\.0 GB of memory; 4\.0 GB are free/);
  });

  it('refuses orders that do not fit the state', async () => {
    for (const order of ['pause', 'proceed', 'stop'] as const) {
      await expect(Promise.resolve().then(() => workspace.runs[order]({ run: done, keep: 'last' }, call()))).rejects.toMatchObject({
        code: 'run-state',
      });
    }
    await expect(workspace.runs.resume({ run: done, force: false }, call())).rejects.toMatchObject({ code: 'run-state' });
  });

  it('says not-found for a run that is not there', async () => {
    await expect(workspace.get(999)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('refuses to go on under another configuration, names what differs, and leaves the run as it was', async () => {
    const before = await workspace.get(done);
    const { hash } = await workspace.store.db
      .selectFrom('datasets')
      .select('hash')
      .where('id', '=', project.dataset)
      .executeTakeFirstOrThrow();
    await changeDataset(workspace.store.db, project.dataset, { hash: 'another' });
    await expect(workspace.runs.resume({ run: done, epochs: 3, force: false }, call())).rejects.toMatchObject({
      code: 'run-configuration-differs',
      message: expect.stringMatching(/data \(was/),
    });
    expect(await workspace.get(done)).toEqual(before);
    await workspace.runs.resume({ run: done, epochs: 3, force: true }, call());
    expect(await workspace.until(done, isOver)).toMatchObject({ state: 'finished', epochsDone: 3 });
    await changeDataset(workspace.store.db, project.dataset, { hash });
  });

  it('says so when there is no epoch to go on from', async () => {
    const { id } = await workspace.start(project, { epochs: 1 });
    await workspace.until(id, isOver);
    await workspace.store.db.deleteFrom('checkpoints').where('run', '=', id).execute();
    await expect(workspace.runs.resume({ run: id, epochs: 2, force: false }, call())).rejects.toMatchObject({
      code: 'run-without-checkpoint',
    });
    await expect(workspace.evaluations.run({ run: id, part: 'test' }, call())).rejects.toMatchObject({ code: 'run-without-checkpoint' });
  });
});

describe('a run whose newest checkpoint is damaged', () => {
  it(`goes on from the one before on ${trainingEngine}, and says so`, async () => {
    const workspace = await openTrainingWorkspace({ settings: { keepEvery: 1 } });
    const { id } = await workspace.start(await drawProject(workspace), { epochs: 3 });
    await workspace.until(id, isOver);
    const newest = join(workspace.folders.checkpoints(id), 'epoch-00003.ckpt');
    const { bodySha256 } = await readCheckpoint(newest);
    await truncate(newest, 1000);
    await workspace.runs.resume({ run: id, epochs: 4, force: false }, workspace.call);
    expect(await workspace.until(id, isOver)).toMatchObject({ state: 'finished', epochsDone: 4 });
    // Epoch 3 was trained again, to the same bits.
    expect((await readCheckpoint(newest)).bodySha256).toBe(bodySha256);
    const { entries } = await workspace.runs.log({ run: id }, workspace.call);
    expect(entries.find((entry) => entry.level === 'warning')?.message).toMatch(/epoch-00003\.ckpt must be whole.*older one is taken/);
    await workspace.close();
  });
});

describe('a worker in an empty environment', () => {
  it(`trains on ${trainingEngine}`, async () => {
    // Where a pack lies is told by the home folder, which the system knows without the environment, or by this variable.
    const { UNFOLD_ENGINE_DIR: engine } = process.env;
    const workspace = await openTrainingWorkspace({ environment: engine === undefined ? {} : { UNFOLD_ENGINE_DIR: engine } });
    const { id } = await workspace.start(await drawProject(workspace), { epochs: 1, engine: 'auto' });
    expect(await workspace.until(id, isOver)).toMatchObject({ state: 'finished', error: null });
    await workspace.close();
  });
});

describe(`runs and the app around them, on ${trainingEngine}`, () => {
  it('closing the app interrupts a run after its step; opened again, it goes on from its last epoch', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'unfold-close-'));
    const first = await openTrainingWorkspace({ folder });
    const { id } = await first.start(await drawProject(first), { epochs: 30 });
    const waiting = await first.start({ dataset: 1, model: 1 }, { epochs: 1 });
    await first.until(id, (run) => run.epochsDone >= 2);
    const pid = first.host.pid(id) ?? 0;
    const start = performance.now();
    await first.close();
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(isAlive(pid)).toBe(false);

    const second = await openTrainingWorkspace({ folder });
    expect(await second.get(id)).toMatchObject({ state: 'interrupted', error: null });
    expect(await second.get(waiting.id)).toMatchObject({ state: 'interrupted', epochsDone: 0 });
    await second.runs.resume({ run: id, force: false }, second.call);
    expect(await second.until(id, isOver)).toMatchObject({ state: 'finished', epochsDone: 30 });
    // It never began, so it begins now.
    await second.runs.resume({ run: waiting.id, force: false }, second.call);
    expect(await second.until(waiting.id, isOver)).toMatchObject({ state: 'finished', epochsDone: 1 });
    await second.close();
    await rm(folder, { recursive: true });
  });

  it('cancelling its job stops a run', async () => {
    const workspace = await openTrainingWorkspace();
    const { id } = await workspace.start(await drawProject(workspace), { epochs: 500 });
    await workspace.until(id, (run) => run.epochsDone >= 1);
    const job = (await workspace.context.jobs.list()).find((each) => each.kind === 'train' && each.subject === id);
    expect(job).toMatchObject({ state: 'running', total: 64_000 });
    await workspace.context.jobs.cancel(job?.id ?? 0);
    expect(await workspace.until(id, isOver)).toMatchObject({ state: 'stopped' });
    await workspace.close();
  });

  it('a worker that answers no more is ended, and the run says so', async () => {
    const workspace = await openTrainingWorkspace({ silenceSeconds: 2 });
    const { id } = await workspace.start(await drawProject(workspace), { epochs: 500 });
    await workspace.until(id, (run) => run.epochsDone >= 2);
    process.kill(workspace.host.pid(id) ?? 0, 'SIGSTOP');
    const run = await workspace.until(id, isOver, 30);
    expect(run).toMatchObject({ state: 'failed', error: { code: 'worker-lost', message: expect.stringMatching(/did not answer/) } });
    await workspace.close();
  });
});
