import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { AppError } from '#app/errors.ts';
import { type Disk, disk } from '#main/store/disk.ts';
import { checkpointName, readCheckpoint, writeCheckpoint } from '#main/training/checkpoint-file.ts';
import { drawnCheckpoint } from '#test/helpers/checkpoints.ts';

type Operation =
  | { kind: 'write'; name: string; bytes: Uint8Array }
  | { kind: 'sync'; name: string }
  | { kind: 'rename'; from: string; to: string };

/** What was asked of the disk, as it was asked. */
async function recorded(folder: string, epoch: number): Promise<Operation[]> {
  const operations: Operation[] = [];
  const recording: Disk = {
    ...disk,
    async create(path, mode) {
      const name = basename(path);
      const file = await disk.create(path, mode);
      operations.push({ kind: 'write', name, bytes: new Uint8Array() });
      return {
        ...file,
        async write(bytes) {
          operations.push({ kind: 'write', name, bytes: bytes.slice() });
          await file.write(bytes);
        },
        async sync() {
          operations.push({ kind: 'sync', name });
          await file.sync();
        },
      };
    },
    async rename(from, to) {
      operations.push({ kind: 'rename', from: basename(from), to: basename(to) });
      await disk.rename(from, to);
    },
  };
  await writeCheckpoint(folder, drawnCheckpoint(epoch, epoch), recording);
  return operations;
}

/** The files that a power cut after these operations may leave: of what was not synced only a share may have reached the disk. */
function left(operations: Operation[], share: number): Map<string, Uint8Array> {
  const files = new Map<string, { bytes: Uint8Array; synced: number }>();
  for (const operation of operations) {
    if (operation.kind === 'rename') {
      const file = files.get(operation.from);
      files.delete(operation.from);
      if (file) files.set(operation.to, file);
      continue;
    }
    const file = files.get(operation.name) ?? { bytes: new Uint8Array(), synced: 0 };
    if (operation.kind === 'write') files.set(operation.name, { ...file, bytes: Buffer.concat([file.bytes, operation.bytes]) });
    else file.synced = file.bytes.length;
  }
  return new Map(
    [...files].map(([name, { bytes, synced }]) => [name, bytes.subarray(0, synced + Math.floor((bytes.length - synced) * share))]),
  );
}

it('after a power cut at any point a checkpoint is whole or absent', async () => {
  const root = await mkdtemp(join(tmpdir(), 'unfold-prefixes-'));
  let [tried, whole] = [0, 0];
  for (const epoch of [1, 2]) {
    const operations = await recorded(join(root, `recorded-${epoch}`), epoch);
    for (let length = 0; length <= operations.length; length += 1) {
      for (const share of [0, 0.5, 1]) {
        const folder = join(root, `${epoch}-${length}-${share}`);
        await mkdir(folder);
        for (const [name, bytes] of left(operations.slice(0, length), share)) await writeFile(join(folder, name), bytes);
        tried += 1;
        const there = (await readdir(folder)).includes(checkpointName(epoch));
        const read = await readCheckpoint(join(folder, checkpointName(epoch))).catch((error: unknown) => error);
        if (there) expect(read, `${epoch}, ${length} operations, ${share}`).toMatchObject({ progress: { epoch } });
        else expect(read).toBeInstanceOf(AppError);
        whole += there ? 1 : 0;
      }
    }
  }
  await rm(root, { recursive: true });
  expect(tried).toBeGreaterThanOrEqual(50);
  expect(whole).toBeGreaterThan(0);
});
