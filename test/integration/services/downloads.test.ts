import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Job } from '#app/contract/jobs.ts';
import { tableOfJob, zipOfExport } from '#main/services/media/downloads.ts';
import { insertExport } from '#main/store/exports.ts';
import { insertJob } from '#main/store/jobs.ts';
import { addRun } from '#test/helpers/rows.ts';
import { openedStore, temporaryFolder } from '#test/helpers/workspace.ts';

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

async function exported(files: { path: string; bytes: number }[]) {
  const { store } = await openedStore();
  const out = join(temporaryFolder(), 'my model');
  mkdirSync(out);
  const { run } = await store.transaction((db) => addRun(db));
  const row = { run, epoch: 1, format: 'tfjs', out, files, examples: 10, maxDifference: 0, createdAt: 1 };
  return { store, out, id: await store.transaction((db) => insertExport(db, row)) };
}

describe('an export as a zip', () => {
  it('holds its files, in a folder of its name, and nothing else that lies there', async () => {
    const { store, out, id } = await exported([
      { path: 'model.json', bytes: 2 },
      { path: 'weights-1-of-1.bin', bytes: 4 },
    ]);
    writeFileSync(join(out, 'model.json'), '{}');
    writeFileSync(join(out, 'weights-1-of-1.bin'), 'abcd');
    writeFileSync(join(out, 'diary.txt'), 'mine');
    const zip = unzipSync((await zipOfExport(store.db, id)) ?? new Uint8Array());
    expect(Object.entries(zip).map(([path, body]) => [path, text(body)])).toEqual([
      ['my model/model.json', '{}'],
      ['my model/weights-1-of-1.bin', 'abcd'],
    ]);
  });

  it.each<[string, (out: string) => void]>([
    ['is gone', () => {}],
    ['has another length', (out) => writeFileSync(join(out, 'model.json'), '{"more": 1}')],
    ['is a link now', (out) => symlinkSync('/etc/hostname', join(out, 'model.json'))],
  ])('is refused where a file %s', async (_, change) => {
    const { store, out, id } = await exported([{ path: 'model.json', bytes: 2 }]);
    change(out);
    expect(await zipOfExport(store.db, id)).toBeNull();
  });

  it('takes no path that leads out of its folder', async () => {
    const { store, id, out } = await exported([{ path: '../secret', bytes: 2 }]);
    writeFileSync(join(out, '../secret'), 'ab');
    expect(await zipOfExport(store.db, id)).toBeNull();
  });
});

describe('a table of answers', () => {
  const job: Omit<Job, 'id'> = {
    kind: 'predict',
    title: 'Predicting',
    state: 'done',
    done: 1,
    total: 1,
    rate: null,
    secondsLeft: null,
    message: '',
    project: null,
    subject: null,
    result: null,
    error: null,
    createdAt: 1,
    endedAt: 2,
  };

  it('is the file that the job has written', async () => {
    const { store } = await openedStore();
    const out = join(temporaryFolder(), 'answers.csv');
    writeFileSync(out, 'file,label\n');
    const id = await store.transaction((db) => insertJob(db, { ...job, result: { out, items: 1, skipped: [] } }));
    expect(text((await tableOfJob(store.db, id)) ?? undefined)).toBe('file,label\n');
  });

  it('is not given of a job that wrote none', async () => {
    const { store } = await openedStore();
    const [kind, state] = await store.transaction(async (db) => [
      await insertJob(db, { ...job, kind: 'export', result: { out: '/etc/hostname' } }),
      await insertJob(db, { ...job, state: 'failed', result: { out: '/etc/hostname' } }),
    ]);
    expect([await tableOfJob(store.db, kind ?? 0), await tableOfJob(store.db, state ?? 0)]).toEqual([null, null]);
  });
});
