import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointName, readCheckpoint } from '#main/training/checkpoint-file.ts';
import { times } from '#test/helpers/counts.ts';
import {
  drawProject,
  graphOf,
  isOver,
  openTrainingWorkspace,
  type TrainingWorkspace,
  tinyGraph,
  trainingEngine,
} from '#test/helpers/training-workspace.ts';

const epochs = 8;
const uninterrupted = times(3, 20);
/** Runs that are killed, each so many times: 3 kills of each model, and 150 in the long run. */
const runs = times(1, 50);
const kills = 3;

/** Batch normalisation keeps a step in one chain; without it a batch is cut into several, which run at once. */
const graphs = {
  'Dropout and BatchNormalization': tinyGraph,
  'Dropout, in chains': graphOf([
    { block: 'Conv2D', params: { filters: 4 } },
    { block: 'Flatten' },
    { block: 'Dropout', params: { rate: 0.2 } },
    { block: 'Dense', params: { units: 3 } },
  ]),
};

describe.each(Object.entries(graphs))(`runs on ${trainingEngine} with %s, alike in everything`, (_name, graph) => {
  const config = {
    epochs,
    seed: 5,
    schedule: { kind: 'cosine', warmup: 2, floor: 0.1 },
    augmentation: { flipHorizontal: true, flipVertical: false, shift: 0.1, rotate: 0, brightness: 0 },
  } as const;
  let workspace: TrainingWorkspace;
  let project: { dataset: number; model: number };
  /** The first that nobody touched. */
  let calm: number;
  /** What it took, its start included. */
  let milliseconds: number;

  const weightsOf = async (run: number) =>
    (await readCheckpoint(join(workspace.folders.checkpoints(run), checkpointName(epochs)))).bodySha256;
  const curveOf = (run: number) => workspace.runs.steps({ run, after: 0, most: 4000 }, workspace.call);
  const toItsEnd = async (run: number) =>
    expect(await workspace.until(run, isOver)).toMatchObject({ state: 'finished', epochsDone: epochs });
  const undisturbed = async () => {
    const { id } = await workspace.start(project, config);
    await toItsEnd(id);
    return id;
  };

  beforeAll(async () => {
    workspace = await openTrainingWorkspace();
    // Epochs of 80 steps, so that kills fall between two reports of one.
    project = await drawProject(workspace, { items: 1600, graph });
    const start = performance.now();
    calm = await undisturbed();
    milliseconds = performance.now() - start;
  });
  afterAll(() => workspace.close());

  it(`end with the same weights, to the bit, ${uninterrupted} times`, async () => {
    const hashes = [await weightsOf(calm)];
    while (hashes.length < uninterrupted) hashes.push(await weightsOf(await undisturbed()));
    expect(new Set(hashes).size).toBe(1);
  });

  it(`end with them though their worker is killed, ${kills} times anywhere`, { repeats: runs - 1 }, async () => {
    const { id } = await workspace.start(project, config);
    let done = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      // First while it starts or is in its first epochs, then somewhere behind a new one.
      await workspace.until(id, (run) => isOver(run) || (kill === 0 ? run.state === 'running' : run.epochsDone > done));
      await setTimeout(Math.random() * (kill === 0 ? milliseconds * 0.8 : 300));
      const { state, epochsDone } = await workspace.get(id);
      const pid = workspace.host.pid(id);
      if (state !== 'running' || pid === undefined) break;
      process.kill(pid, 'SIGKILL');
      const killed = await workspace.until(id, isOver);
      if (killed.state === 'finished') break; // it had told its end already
      expect(killed).toMatchObject({ state: 'failed', error: { code: 'worker-lost' } });
      // No epoch that was told of is lost, and each has its figures.
      expect(killed.epochsDone).toBeGreaterThanOrEqual(epochsDone);
      expect(killed.epochs).toHaveLength(killed.epochsDone);
      done = killed.epochsDone;
      await workspace.runs.resume({ run: id, force: false }, workspace.call);
    }
    await toItsEnd(id);
    expect(await weightsOf(id)).toBe(await weightsOf(calm));
    // Every step once, each with the bits it would have had.
    expect(await curveOf(id)).toEqual(await curveOf(calm));
  });
});
