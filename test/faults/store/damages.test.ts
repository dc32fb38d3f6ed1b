import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkpointsOf, insertCheckpoint } from '#main/store/checkpoints.ts';
import { connect, migrate } from '#main/store/connection.ts';
import { datasetById } from '#main/store/datasets.ts';
import { lastEvent } from '#main/store/events.ts';
import { insertItems, listItems } from '#main/store/items.ts';
import { insertJob } from '#main/store/jobs.ts';
import { migrations } from '#main/store/migrations/index.ts';
import { modelById } from '#main/store/models.ts';
import { openNotices } from '#main/store/notices.ts';
import { projectById } from '#main/store/projects.ts';
import { keepDatasetFile } from '#main/store/rebuild/dataset-file.ts';
import { keepRunFile } from '#main/store/rebuild/run-file.ts';
import { insertEpoch } from '#main/store/run-epochs.ts';
import { listRuns, runById } from '#main/store/runs.ts';
import { insertSkipped } from '#main/store/skipped.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import { aJob } from '#test/helpers/news.ts';
import { type Added, addRun, anItem, someGraph } from '#test/helpers/rows.ts';
import { openedStore, temporaryFolder } from '#test/helpers/workspace.ts';

const metrics = { train: { loss: 0.5, accuracy: 0.75, error: null }, validation: { loss: 0.6, accuracy: 0.7, error: null } };
const hostileName = `"><img src=x onerror=alert(1)> '; drop table runs; -- __proto__ ${'ж'.repeat(20)}`;
let good: string;
let added: Added;

beforeAll(async () => {
  good = mkdtempSync(join(tmpdir(), 'unfold-test-'));
});
afterAll(() => rmSync(good, { recursive: true, force: true }));

/** A workspace with a dataset, a model, a run and a checkpoint, closed. */
async function makeGood(): Promise<void> {
  if (added) return;
  const { store, folders, close } = await openedStore(good);
  added = await addRun(store.db, { name: hostileName, state: 'paused', epochsDone: 1 });
  await insertItems(
    store.db,
    added.dataset,
    Array.from({ length: 500 }, (_, index) => anItem(index)),
  );
  await insertSkipped(store.db, added.dataset, [{ path: 'b/<x>.png', reason: 'it is a text' }]);
  await insertEpoch(store.db, added.run, { epoch: 1, ...metrics, learningRate: 0.1, seconds: 2, rate: 3 });
  mkdirSync(folders.checkpoints(added.run), { recursive: true });
  mkdirSync(folders.dataset(added.dataset), { recursive: true });
  const written = await writeWhole(join(folders.checkpoints(added.run), 'epoch-00001.ckpt'), new Uint8Array(1000).fill(7));
  await insertCheckpoint(store.db, {
    run: added.run,
    epoch: 1,
    step: 5,
    file: 'epoch-00001.ckpt',
    ...written,
    best: true,
    metrics,
    createdAt: 1,
  });
  await keepRunFile(store.db, folders, added.run);
  await keepDatasetFile(store.db, folders, added.dataset);
  await close();
}

const overwrite = (file: string, at: number, bytes: Uint8Array) => {
  const whole = readFileSync(file);
  whole.set(bytes, Math.min(at, whole.length - bytes.length));
  writeFileSync(file, whole);
};
const noise = (length: number) => Uint8Array.from({ length }, (_, place) => (place * 151 + 43) % 256);
const change = (file: string, statement: string) => {
  const connection = new Sqlite(file);
  connection.unsafeMode(true);
  connection.pragma('writable_schema = on');
  connection.exec(statement);
  connection.close();
};

const damages: Record<string, (file: string) => void> = {
  'cut to half': (file) => truncateSync(file, readFileSync(file).length / 2),
  'cut to 100 bytes': (file) => truncateSync(file, 100),
  'its header overwritten': (file) => overwrite(file, 0, noise(64)),
  'zeros over whole pages': (file) => overwrite(file, 4096 * 3, new Uint8Array(4096 * 10)),
  'noise over pages': (file) => overwrite(file, 4096 * 2, noise(4096 * 6)),
  'its schema page wrong': (file) => overwrite(file, 100, noise(400)),
  'a text in its place': (file) => writeFileSync(file, 'I am a diary, not a database.\n'.repeat(500)),
  'a folder in its place': (file) => {
    rmSync(file);
    mkdirSync(file);
    writeFileSync(join(file, 'something'), 'x');
  },
  'a foreign trigger inside': (file) => change(file, `create trigger evil after insert on projects begin delete from runs; end`),
  'a foreign view inside': (file) => change(file, 'drop table settings; create view settings as select 1 as key, 2 as value'),
  'a table missing': (file) => change(file, 'drop table judged'),
  'schema text changed': (file) => change(file, `update sqlite_schema set sql = replace(sql, 'strict', '') where name = 'runs'`),
  'page count beyond the file': (file) => overwrite(file, 28, Uint8Array.from([0, 255, 255, 255])),
  'gone but for its log': (file) => {
    rmSync(file);
    writeFileSync(`${file}-wal`, noise(8192));
  },
};

test.each(Object.keys(damages))('a store with %s is kept aside, told of, and rebuilt from its files', async (damage) => {
  await makeGood();
  const workspace = join(temporaryFolder(), 'w');
  cpSync(good, workspace, { recursive: true });
  const file = join(workspace, 'unfold.sqlite');
  damages[damage]?.(file);
  const before = existsSync(file) && damage !== 'a folder in its place' ? readFileSync(file) : null;

  const { store, folders } = await openedStore(workspace);
  const [notice, ...more] = await openNotices(store.db);
  expect(more).toEqual([]);
  expect(notice?.message).toContain('1 dataset and 1 run were brought back');
  expect(existsSync(notice?.file ?? ''), 'the kept file').toBe(true);
  expect(notice?.file).toContain('unfold.damaged-');
  if (before) expect(before.equals(readFileSync(notice?.file ?? '')), 'kept as it was').toBe(true);

  const run = await runById(store.db, added.run);
  expect(run).toMatchObject({ name: hostileName, state: 'interrupted', dataset: added.dataset, epochsDone: 1, graph: someGraph() });
  expect(run.epochs).toHaveLength(1);
  expect(await checkpointsOf(store.db, added.run)).toHaveLength(1);
  expect(await datasetById(store.db, added.dataset)).toMatchObject({ name: 'Data', state: 'ready' });
  expect((await listItems(store.db, { dataset: added.dataset }, { offset: 0, limit: 1 })).total).toBe(500);
  expect((await modelById(store.db, added.model)).graph).toEqual(someGraph());
  expect((await projectById(store.db, added.project)).name).toBe('Project');
  expect(readdirSync(folders.checkpoints(added.run))).toEqual(['epoch-00001.ckpt']);
});

test('a store that is gone altogether is rebuilt and told of', async () => {
  await makeGood();
  const workspace = join(temporaryFolder(), 'w');
  cpSync(good, workspace, { recursive: true });
  rmSync(join(workspace, 'unfold.sqlite'));
  const { store } = await openedStore(workspace);
  expect(await listRuns(store.db, {})).toHaveLength(1);
  expect(await openNotices(store.db)).toMatchObject([{ kind: 'store-missing', file: null }]);
});

test('a fresh store that was killed before it was filled is filled at the next opening', async () => {
  await makeGood();
  const workspace = join(temporaryFolder(), 'w');
  cpSync(good, workspace, { recursive: true });
  rmSync(join(workspace, 'unfold.sqlite'));
  const killed = connect(join(workspace, 'unfold.sqlite'));
  migrate(killed);
  killed.close();
  const { store } = await openedStore(workspace);
  expect(await listRuns(store.db, {})).toHaveLength(1);
});

test('a new workspace has nothing to tell', async () => {
  const { store } = await openedStore();
  expect(await openNotices(store.db)).toEqual([]);
});

test('a sound store is opened as it is, time and again', async () => {
  await makeGood();
  const workspace = join(temporaryFolder(), 'w');
  cpSync(good, workspace, { recursive: true });
  for (let time = 0; time < 3; time++) {
    const { store, close } = await openedStore(workspace);
    expect(await openNotices(store.db)).toEqual([]);
    expect(await runById(store.db, added.run)).toMatchObject({ name: hostileName, state: 'paused' });
    await close();
  }
  expect(readdirSync(workspace).filter((name) => name.includes('damaged'))).toEqual([]);
});

test('a newer store is refused and not touched', async () => {
  await makeGood();
  const workspace = join(temporaryFolder(), 'w');
  cpSync(good, workspace, { recursive: true });
  const file = join(workspace, 'unfold.sqlite');
  const connection = new Sqlite(file);
  connection.pragma(`user_version = ${migrations.length + 1}`);
  connection.close();
  const before = readFileSync(file);
  await expect(openedStore(workspace)).rejects.toMatchObject({ code: 'store-newer' });
  expect(before.equals(readFileSync(file))).toBe(true);
  expect(readdirSync(workspace).filter((name) => name.startsWith('unfold'))).toEqual(['unfold.sqlite']);
});

test('a newer format that lies only in the log is refused too', async () => {
  await makeGood();
  const workspace = join(temporaryFolder(), 'w');
  cpSync(good, workspace, { recursive: true });
  const file = join(workspace, 'unfold.sqlite');
  const live = new Sqlite(file);
  live.pragma('journal_mode = wal');
  live.pragma('wal_autocheckpoint = 0');
  live.pragma(`user_version = ${migrations.length + 1}`);
  // Copied while open, as a crash would leave it: the header still says 1.
  const crashed = join(temporaryFolder(), 'w');
  cpSync(workspace, crashed, { recursive: true });
  live.close();
  await expect(openedStore(crashed)).rejects.toMatchObject({ code: 'store-newer' });
});

test('folders that cannot be read cost only themselves', async () => {
  await makeGood();
  const workspace = join(temporaryFolder(), 'w');
  cpSync(good, workspace, { recursive: true });
  rmSync(join(workspace, 'unfold.sqlite'));
  mkdirSync(join(workspace, 'runs', '77'));
  writeFileSync(join(workspace, 'runs', '77', 'run.json'), readFileSync(join(workspace, 'runs', String(added.run), 'run.json')));
  mkdirSync(join(workspace, 'runs', '78'));
  writeFileSync(join(workspace, 'runs', '78', 'run.json'), '{"__proto__": {"polluted": 1}, "format": 1}');
  mkdirSync(join(workspace, 'datasets', '79'));
  const { store } = await openedStore(workspace);
  expect(await listRuns(store.db, {})).toHaveLength(1);
  expect((await openNotices(store.db))[0]?.message).toContain('3 folders could not be read');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('a rebuilt store gives no number again that a folder or a client may still have', async () => {
  await makeGood();
  const workspace = join(temporaryFolder(), 'w');
  cpSync(good, workspace, { recursive: true });
  writeFileSync(join(workspace, 'unfold.sqlite'), 'gone');
  for (const folder of ['runs/70', 'datasets/80', 'exports/90']) mkdirSync(join(workspace, folder));
  const { store } = await openedStore(workspace);
  const next = await addRun(store.db);
  expect(next).toMatchObject({ run: 71, dataset: 81 });
  const { id: _, ...job } = aJob(1);
  expect(await insertJob(store.db, job)).toBe(91);
  expect(await lastEvent(store.db)).toBeGreaterThan(1_000_000);
});

test("a run's folder that holds another's description brings nothing back", async () => {
  await makeGood();
  const workspace = join(temporaryFolder(), 'w');
  cpSync(good, workspace, { recursive: true });
  rmSync(join(workspace, 'unfold.sqlite'));
  renameSync(join(workspace, 'runs', String(added.run)), join(workspace, 'runs', '5'));
  const { store } = await openedStore(workspace);
  expect(await listRuns(store.db, {})).toEqual([]);
});

test('a checkpoint that was changed does not come back', async () => {
  await makeGood();
  const workspace = join(temporaryFolder(), 'w');
  cpSync(good, workspace, { recursive: true });
  rmSync(join(workspace, 'unfold.sqlite'));
  const checkpoint = join(workspace, 'runs', String(added.run), 'checkpoints', 'epoch-00001.ckpt');
  overwrite(checkpoint, 10, Uint8Array.from([8]));
  const { store } = await openedStore(workspace);
  expect(await checkpointsOf(store.db, added.run)).toEqual([]);
  expect(existsSync(checkpoint)).toBe(true);
});
