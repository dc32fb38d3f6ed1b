import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { listModels } from '#main/store/models.ts';
import { openedStore, temporaryFolder } from '#test/helpers/workspace.ts';

/** A drive of so many KiB in memory, or null where the system lets nobody here mount one. */
function smallDrive(kibibytes: number): string | null {
  const folder = temporaryFolder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder], { stdio: 'ignore' });
  if (mounted.status !== 0) return null;
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return folder;
}

const canMount =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d; r=$?; rmdir $d; exit $r'], { stdio: 'ignore' }).status ===
    0;

interface Said {
  file?: number;
  model?: number;
  error?: string;
  still?: boolean;
  closed?: boolean;
}

function fill(command: string, args: string[]): Said[] {
  const { stdout, stderr, signal } = spawnSync(command, args, { encoding: 'utf8' });
  expect(signal, stderr).toBeNull();
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Everything that was said to be saved is there, whole; nothing half-written is. */
async function requireKept(workspace: string, said: Said[]): Promise<void> {
  const { store } = await openedStore(workspace);
  expect((await sql`pragma integrity_check`.execute(store.db)).rows).toEqual([{ integrity_check: 'ok' }]);
  const saved = said.filter((line) => line.model !== undefined && !line.error);
  expect((await listModels(store.db)).map((model) => model.name)).toEqual(saved.map((line) => `Model ${line.model}`));
  const files = said.filter((line) => line.file !== undefined && !line.error).map((line) => line.file ?? 0);
  expect(readdirSync(join(workspace, 'datasets', '1')).sort()).toEqual(files.map((size) => `file-${size}`).sort());
  for (const size of files) expect(statSync(join(workspace, 'datasets', '1', `file-${size}`)).size).toBe(size * 40_000);
}

const filler = join(import.meta.dirname, 'filler.ts');

test.skipIf(!canMount).each([1500, 2048, 2600, 3500, 5000])(
  'a drive of %i KiB fills up: told, nothing lost, and it goes on once there is room',
  async (size) => {
    const drive = smallDrive(size);
    if (drive === null) throw new Error('The drive could be mounted a moment ago');
    const said = fill(process.execPath, [filler, drive]);
    expect(said.find((line) => line.file !== undefined && line.error)).toMatchObject({ error: 'disk-full' });
    expect(said.find((line) => line.model !== undefined && line.error)).toMatchObject({ error: 'disk-full' });
    expect(said.slice(-2)).toEqual([{ still: true }, { closed: true }]);
    execFileSync('mount', ['-o', `remount,size=${size + 20_000}k`, drive]);
    await requireKept(drive, said);
  },
);

test.skipIf(process.platform === 'win32')('a limit on the size of files is another error, told as such', async () => {
  const workspace = temporaryFolder();
  const said = fill('sh', ['-c', `ulimit -f 3000; exec "$0" "$@"`, process.execPath, filler, workspace]);
  expect(said.find((line) => line.file !== undefined && line.error)).toMatchObject({ error: 'write-failed' });
  expect(said.find((line) => line.model !== undefined && line.error)).toMatchObject({ error: 'write-failed' });
  expect(said.slice(-2)).toEqual([{ still: true }, { closed: true }]);
  await requireKept(workspace, said);
});
