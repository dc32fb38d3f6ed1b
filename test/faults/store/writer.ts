/*
 * Writes epochs into a workspace as training does (checkpoint, commit, run.json) and says each that is committed, until
 * it kills itself at the point named: node writer.ts WORKSPACE RUN POINT EPOCH. "none" goes on until it is killed.
 */
import { writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openEvents } from '#main/events.ts';
import { noLog } from '#main/log.ts';
import { insertCheckpoint } from '#main/store/checkpoints.ts';
import { type Disk, disk } from '#main/store/disk.ts';
import { openStore } from '#main/store/open.ts';
import { keepRunFile } from '#main/store/rebuild/run-file.ts';
import { insertEpoch } from '#main/store/run-epochs.ts';
import { insertSteps } from '#main/store/run-steps.ts';
import { changeRun, runById } from '#main/store/runs.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import { claimWorkspace } from '#main/workspace.ts';

const [workspace = '', runText = '', point = 'none', epochText = '0'] = process.argv.slice(2);
const run = Number(runText);
const fatal = Number(epochText);
let epoch = 1;

const say = (line: string) => writeSync(1, `${line}\n`);
const at = (name: string) => {
  if (name === point && epoch === fatal) process.kill(process.pid, 'SIGKILL');
};

/** The disk, dying before or after each operation that it is told to die at. */
const mortal: Disk = {
  async create(path, mode) {
    at('before create');
    const file = await disk.create(path, mode);
    at('after create');
    return {
      async write(bytes) {
        await file.write(bytes.subarray(0, bytes.length / 2));
        at('in write');
        await file.write(bytes.subarray(bytes.length / 2));
        at('after write');
      },
      async sync() {
        await file.sync();
        at('after sync');
      },
      close: file.close,
    };
  },
  async rename(from, to) {
    at('before rename');
    await disk.rename(from, to);
    at('after rename');
  },
  async syncFolder(folder) {
    await disk.syncFolder(folder);
    at('after folder sync');
  },
  remove: disk.remove,
};

const { folders } = await claimWorkspace(workspace, 'a writer');
const store = await openStore(folders, noLog);
const events = await openEvents(store, noLog);
events.subscribe((event) => say(`event ${event.seq}`));
epoch = (await runById(store.db, run)).epochsDone + 1;
await mkdir(folders.checkpoints(run), { recursive: true });
say('ready');

for (; ; epoch++) {
  const file = `epoch-${String(epoch).padStart(5, '0')}.ckpt`;
  const written = await writeWhole(join(folders.checkpoints(run), file), new Uint8Array(200_000).fill(epoch), { disk: mortal });
  at('before row');
  const metrics = { train: { loss: 1 / epoch, accuracy: 0.5, error: null }, validation: null };
  await store.quick((db) =>
    insertSteps(db, run, { step: Float64Array.from([epoch]), loss: Float32Array.from([1]), figure: Float32Array.from([0]) }),
  );
  await store.transaction(async (db) => {
    await insertEpoch(db, run, { epoch, ...metrics, learningRate: 0.001, seconds: 1, rate: 1 });
    at('in transaction');
    await insertCheckpoint(db, { run, epoch, step: epoch, file, ...written, best: true, metrics, createdAt: epoch });
    await changeRun(db, run, { state: 'running', epochsDone: epoch });
    at('before commit');
  });
  say(`epoch ${epoch} ${written.sha256}`);
  at('after commit');
  events.tell({ type: 'run', run: await runById(store.db, run) });
  await events.flush();
  at('after event');
  await keepRunFile(store.db, folders, run);
}
