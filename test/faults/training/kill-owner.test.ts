import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkpointsOf } from '#main/store/checkpoints.ts';
import { checkpointName, readCheckpoint } from '#main/training/checkpoint-file.ts';
import { untilGone } from '#test/helpers/processes.ts';
import { drawProject, isOver, openTrainingWorkspace, trainingEngine } from '#test/helpers/training-workspace.ts';

const line = z.object({ pid: z.int().nullable(), epochsDone: z.int() });
const epochs = 40;
/** 200 kills in the long run. */
const repeats = process.env.UNFOLD_LONG ? 199 : 0;

/** Runs until it has told of so many epochs and a moment longer, then is killed. */
async function killedAfter(owner: ChildProcess, wanted: number): Promise<{ pid: number; epochsDone: number }> {
  let [pid, epochsDone] = [0, 0];
  if (owner.stdout === null) throw new Error('the owner must have an output');
  for await (const text of createInterface(owner.stdout)) {
    const told = line.parse(JSON.parse(text));
    pid = told.pid ?? pid;
    epochsDone = told.epochsDone;
    if (epochsDone >= wanted) break;
  }
  await setTimeout(Math.random() * 100);
  owner.kill('SIGKILL');
  return { pid, epochsDone };
}

describe(`the app is killed while a run trains on ${trainingEngine}`, () => {
  it('no committed epoch is lost, no process stays behind, and resume ends with the same weights', { repeats }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'unfold-owner-'));
    const owner = spawn(process.execPath, [join(import.meta.dirname, 'owner.ts'), folder, String(epochs), '9'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const { pid, epochsDone } = await killedAfter(owner, 3);
    expect(pid).toBeGreaterThan(0);
    await untilGone(pid, 5);

    const workspace = await openTrainingWorkspace({ folder });
    const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(workspace.store.db);
    expect(rows).toEqual([{ integrity_check: 'ok' }]);
    const run = await workspace.get(1);
    expect(run.state).toBe('interrupted');
    expect(run.epochsDone).toBeGreaterThanOrEqual(epochsDone);
    expect(run.epochs.map((epoch) => epoch.epoch)).toEqual(Array.from({ length: run.epochsDone }, (_, place) => place + 1));
    for (const { file, epoch } of await checkpointsOf(workspace.store.db, 1)) {
      expect(await readCheckpoint(join(workspace.folders.checkpoints(1), file))).toMatchObject({ progress: { epoch } });
    }

    await workspace.runs.resume({ run: 1, force: false }, workspace.call);
    expect(await workspace.until(1, isOver)).toMatchObject({ state: 'finished', epochsDone: epochs });
    const calm = await workspace.start(await drawProject(workspace), { epochs, seed: 9 });
    await workspace.until(calm.id, isOver);
    const [a, b] = await Promise.all(
      [1, calm.id].map((id) => readCheckpoint(join(workspace.folders.checkpoints(id), checkpointName(epochs)))),
    );
    expect(a?.bodySha256).toBe(b?.bodySha256);
    await workspace.close();
    await rm(folder, { recursive: true });
  });

  it('a worker that is in the middle of a long step is gone within 5 s too', async () => {
    const busy = join(import.meta.dirname, 'busy-worker.ts');
    // Node forks a child that blocks for a minute; its parent says the child's number and waits to be killed.
    const program = `const { fork } = require('node:child_process'); const child = fork(${JSON.stringify(busy)}); child.on('message', () => console.log(child.pid)); setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => owner.stdout.once('data', (text) => resolve(Number(text))));
    owner.kill('SIGKILL');
    await untilGone(pid, 5);
  });
});
