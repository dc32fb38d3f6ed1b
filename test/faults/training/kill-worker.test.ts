import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { checkpointName, readCheckpoint } from '#main/training/checkpoint-file.ts';
import { drawProject, isOver, openTrainingWorkspace, trainingEngine } from '#test/helpers/training-workspace.ts';

const epochs = 8;
const kills = 3;
/** 300 kills in the long run. */
const repeats = process.env.UNFOLD_LONG ? 99 : 0;

it(`a run on ${trainingEngine} whose worker is killed ${kills} times ends with the same weights, to the bit`, { repeats }, async () => {
  const workspace = await openTrainingWorkspace();
  // Epochs of 80 steps, so that kills fall between two reports of one.
  const project = await drawProject(workspace, { items: 1600 });
  const config = {
    epochs,
    seed: 5,
    schedule: { kind: 'cosine', warmup: 2, floor: 0.1 },
    augmentation: { flipHorizontal: true, flipVertical: false, shift: 0.1, rotate: 0, brightness: 0 },
  } as const;
  const lastOf = (run: number) => readCheckpoint(join(workspace.folders.checkpoints(run), checkpointName(epochs)));
  const curveOf = (run: number) => workspace.runs.steps({ run, after: 0, most: 4000 }, workspace.call);

  const calm = await workspace.start(project, config);
  expect(await workspace.until(calm.id, isOver)).toMatchObject({ state: 'finished', epochsDone: epochs });

  const { id } = await workspace.start(project, config);
  let done = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const { epochsDone } = await workspace.until(id, (run) => run.epochsDone > done);
    await setTimeout(Math.random() * 300);
    const { state } = await workspace.get(id);
    if (state !== 'running') break;
    process.kill(workspace.host.pid(id) ?? 0, 'SIGKILL');
    const killed = await workspace.until(id, isOver);
    expect(killed).toMatchObject({ state: 'failed', error: { code: 'worker-lost' } });
    // No epoch that was told of is lost, and each has its figures.
    expect(killed.epochsDone).toBeGreaterThanOrEqual(epochsDone);
    expect(killed.epochs).toHaveLength(killed.epochsDone);
    done = killed.epochsDone;
    await workspace.runs.resume({ run: id, force: false }, workspace.call);
  }
  expect(await workspace.until(id, isOver)).toMatchObject({ state: 'finished', epochsDone: epochs });
  expect((await lastOf(id)).bodySha256).toBe((await lastOf(calm.id)).bodySha256);
  // Every step once, each with the bits it would have had.
  expect(await curveOf(id)).toEqual(await curveOf(calm.id));
  await workspace.close();
});
