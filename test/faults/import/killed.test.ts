import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { residentBytes } from '#main/bench/resident.ts';
import { itemsPerShard } from '#main/datasets/shards.ts';
import { bundledNode } from '#main/entries.ts';
import { DecoderPool } from '#main/importers/images/decoder-pool.ts';
import { writeClasses } from '#test/helpers/image-files.ts';
import { ended, imported } from '#test/helpers/imports.ts';
import { type OpenedCore, openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

/** Large enough that 1,000 images fill several shards. */
const preprocessing = { kind: 'images', width: 128, height: 128, channels: 'rgb', fit: 'stretch', background: 0 } as const;
const each = itemsPerShard(preprocessing);
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unfold-killed-'));
  writeClasses(folder, { cat: 500, dog: 500 }, 40);
  return () => rmSync(folder, { recursive: true, force: true });
});

const children = (pid: number): number[] =>
  spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .stdout.split('\n')
    .map(Number)
    .filter((each) => each > 0);
const decodersOf = (pid: number): number[] => children(pid).filter((each) => /decode-worker/.test(readOr(`/proc/${each}/cmdline`)));
const shardsOf = ({ core }: OpenedCore, dataset: number): unknown =>
  JSON.parse(readFileSync(join(core.folders.dataset(dataset), 'manifest.json'), 'utf8')).shards;

describe('kill -9 of the decoders', () => {
  it('again and again loses no file', async () => {
    const pool = new DecoderPool({ width: 2 });
    onTestFinished(() => pool.close());
    const files = Array.from({ length: 500 }, (_, i) => join(folder, 'cat', `${String(i).padStart(4, '0')}.png`));
    let kills = 0;
    const batches = Array.from({ length: 25 }, async (_, batch) => {
      const { results } = await pool.decode(files.slice(batch * 20, batch * 20 + 20), preprocessing);
      // It has just answered, so it was at work on the next.
      const victim = pool.pids[batch % 2];
      if (batch % 6 === 0 && victim !== undefined) {
        process.kill(victim, 'SIGKILL');
        kills += 1;
      }
      return results;
    });
    const results = (await Promise.all(batches)).flat();
    expect(results.filter((result) => result.kind === 'item').length).toBe(500);
    expect(kills).toBeGreaterThan(2);
  });

  it('in the middle of an import changes nothing of what is imported', async () => {
    const opened = await openedCore();
    const whole = await imported(opened, { folder, preprocessing });
    const { job, dataset } = await opened.ask('datasets.importImages', { folder, preprocessing });
    let killed = 0;
    const stop = opened.core.subscribe((event) => {
      if (event.type !== 'job' || event.job.id !== job || event.job.done === 0 || killed > 0) return;
      for (const pid of decodersOf(process.pid)) {
        process.kill(pid, 'SIGKILL');
        killed += 1;
      }
    });
    expect(await ended(opened, job)).toMatchObject({ state: 'done' });
    stop();
    expect(killed).toBeGreaterThan(0);
    expect((await opened.ask('datasets.get', { dataset })).hash).toBe(whole.dataset.hash);
    expect(shardsOf(opened, dataset)).toEqual(shardsOf(opened, whole.dataset.id));
  });

  it('SIGSTOP of a decoder costs its patience, not the import', async () => {
    const pool = new DecoderPool({ width: 1, patienceSeconds: 2 });
    onTestFinished(() => pool.close());
    const files = Array.from({ length: 20 }, (_, i) => join(folder, 'cat', `${String(i).padStart(4, '0')}.png`));
    await pool.decode(files, preprocessing);
    for (const pid of pool.pids) process.kill(pid, 'SIGSTOP');
    const { results } = await pool.decode(files, preprocessing);
    expect(results.every((result) => result.kind === 'item')).toBe(true);
  });
});

it('kill -9 of the whole app in the middle of an import: nothing lost, no decoder left, and it goes on to the same data', async () => {
  const whole = await openedCore();
  const wanted = await imported(whole, { folder, preprocessing });
  const workspace = temporaryFolder();
  const owner = spawn(bundledNode(), [join(import.meta.dirname, 'owner.ts'), workspace, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(owner, 'exit');
  await once(owner.stdout, 'data'); // the first whole shard
  const decoders = decodersOf(owner.pid ?? -1);
  expect(decoders.length).toBeGreaterThan(0);
  owner.kill('SIGKILL');
  await exited;

  const opened = await openedCore(workspace);
  const left = await opened.ask('datasets.get', { dataset: 1 });
  expect(left.state).toBe('incomplete');
  expect(left.items).toBeGreaterThanOrEqual(each);
  const { job } = await opened.ask('datasets.resumeImport', { dataset: 1 });
  expect(await ended(opened, job)).toMatchObject({ state: 'done' });
  expect((await opened.ask('datasets.get', { dataset: 1 })).hash).toBe(wanted.dataset.hash);
  expect(shardsOf(opened, 1)).toEqual(shardsOf(whole, wanted.dataset.id));
  await new Promise((resolve) => setTimeout(resolve, 500));
  for (const pid of decoders) expect(residentBytes(pid)).toBe(0);
});

const canMount =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d; r=$?; rmdir $d; exit $r'], { stdio: 'ignore' }).status ===
    0;

it.skipIf(!canMount)(
  `a full disk fails the import with a remedy, and it goes on once there is room${canMount ? '' : ' (skipped: may not mount a small drive)'}`,
  async () => {
    const drive = temporaryFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=26m', 'tmpfs', drive]);
    onTestFinished(() => {
      execFileSync('umount', ['-l', drive]);
    });
    const opened = await openedCore(drive);
    const { job, dataset } = await opened.ask('datasets.importImages', { folder, preprocessing });
    expect(await ended(opened, job)).toMatchObject({ state: 'failed', error: { code: 'disk-full' } });
    const left = await opened.ask('datasets.get', { dataset });
    expect(left.state).toBe('incomplete');
    expect(left.items).toBeGreaterThanOrEqual(each);
    expect(left.items % each).toBe(0);
    execFileSync('mount', ['-o', 'remount,size=200m', drive]);
    const again = await opened.ask('datasets.resumeImport', { dataset });
    expect(await ended(opened, again.job)).toMatchObject({ state: 'done', result: { items: 1000 } });
    await opened.core.close();
  },
);

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
