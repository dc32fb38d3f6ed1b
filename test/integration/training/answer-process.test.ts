import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InferenceHost, inferenceHost } from '#main/inference/host.ts';
import { modelOfRun } from '#main/inference/trained-model.ts';
import { untilGone } from '#test/helpers/processes.ts';
import { drawProject, isOver, openTrainingWorkspace, type TrainingWorkspace, trainingEngine } from '#test/helpers/training-workspace.ts';

describe(`the process that answers, on ${trainingEngine}`, () => {
  let workspace: TrainingWorkspace;
  let run: number;
  const ask = () => workspace.predictions.images({ run, images: [{ item: 9 }] }, workspace.call);

  beforeAll(async () => {
    workspace = await openTrainingWorkspace();
    run = (await workspace.start(await drawProject(workspace), { epochs: 1 })).id;
    expect(await workspace.until(run, isOver)).toMatchObject({ state: 'finished', error: null });
  });
  afterAll(() => workspace.close());

  it('is kept for the next question, and replaced when it dies', async () => {
    await ask();
    const [pid = 0, ...others] = inferenceHost(workspace.context).pids();
    expect(others).toEqual([]);
    await ask();
    expect(inferenceHost(workspace.context).pids()).toEqual([pid]);
    process.kill(pid, 'SIGSTOP');
    const unanswered = expect(ask()).rejects.toMatchObject({ code: 'answers-lost' });
    setTimeout(() => process.kill(pid, 'SIGKILL'), 100);
    await unanswered;
    expect((await ask()).predictions).toHaveLength(1);
  });

  it('ends some time after the last question', async () => {
    const host = new InferenceHost({ idleMilliseconds: 100 });
    const { model } = await modelOfRun(workspace.context, run);
    const images = [{ name: 'none', bytes: new Uint8Array(3) }];
    const { predictions } = await host.ask({ kind: 'predict', model, data: null, images, seen: false });
    expect(predictions).toEqual([{ reason: expect.any(String) }]);
    await untilGone(host.pids()[0] ?? 0, 5);
    expect(host.pids()).toEqual([]);
  });

  it('is not waited for by who gave up', async () => {
    await ask();
    const [pid = 0] = inferenceHost(workspace.context).pids();
    process.kill(pid, 'SIGSTOP');
    const start = performance.now();
    const { job } = await workspace.evaluations.run({ run, part: 'train' }, workspace.call);
    expect(await workspace.context.jobs.cancel(job)).toMatchObject({ state: 'cancelled' });
    expect(performance.now() - start).toBeLessThan(1000);
    process.kill(pid, 'SIGCONT');
    expect((await ask()).predictions).toHaveLength(1);
  });
});
