import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type Disk, disk } from '#main/store/disk.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

/*
 * A power cut, replayed: what writeWhole asked of the disk is recorded, then for every prefix of it every state is built
 * that a journaling file system may leave behind: what was not synced is kept, dropped or cut short, and a rename that
 * was not synced may be there or not, before the data it names too.
 */
type Operation =
  | { kind: 'create'; path: string }
  | { kind: 'write'; path: string; bytes: Uint8Array }
  | { kind: 'sync'; path: string }
  | { kind: 'rename'; from: string; to: string }
  | { kind: 'sync-folder'; folder: string };

function recording(operations: Operation[]): Disk {
  return {
    async create(path, mode) {
      operations.push({ kind: 'create', path });
      const file = await disk.create(path, mode);
      return {
        async write(bytes) {
          operations.push({ kind: 'write', path, bytes: bytes.slice() });
          await file.write(bytes);
        },
        async sync() {
          operations.push({ kind: 'sync', path });
          await file.sync();
        },
        close: file.close,
      };
    },
    async rename(from, to) {
      operations.push({ kind: 'rename', from, to });
      await disk.rename(from, to);
    },
    async syncFolder(folder) {
      operations.push({ kind: 'sync-folder', folder });
      await disk.syncFolder(folder);
    },
    remove: disk.remove,
  };
}

/** What an unsynced file may hold after the cut. */
const unsynced = ['kept', 'dropped', 'cut short'] as const;

interface State {
  what: string;
  /** Content of the target, null where it is absent. */
  target: Uint8Array | null;
}

/** Every state the target can be in after a cut behind the first `length` operations. */
function states(operations: Operation[], length: number, target: string, old: Uint8Array): State[] {
  const data = new Map<string, { bytes: Uint8Array; synced: boolean }>();
  let renamed: { from: string; folderSynced: boolean } | null = null;
  for (const operation of operations.slice(0, length)) {
    if (operation.kind === 'create') data.set(operation.path, { bytes: new Uint8Array(), synced: false });
    if (operation.kind === 'write') {
      const before = data.get(operation.path)?.bytes ?? new Uint8Array();
      data.set(operation.path, { bytes: Buffer.concat([before, operation.bytes]), synced: false });
    }
    if (operation.kind === 'sync') data.set(operation.path, { bytes: data.get(operation.path)?.bytes ?? new Uint8Array(), synced: true });
    if (operation.kind === 'rename' && operation.to === target) renamed = { from: operation.from, folderSynced: false };
    if (operation.kind === 'sync-folder' && renamed && operation.folder === dirname(target)) renamed.folderSynced = true;
  }
  const possible: State[] = [];
  if (!renamed?.folderSynced) possible.push({ what: `${length}: the old name`, target: old });
  // Writing in place is the mutant this must catch.
  const written = renamed ? data.get(renamed.from) : data.get(target);
  if (!written) return possible;
  for (const fate of written.synced ? (['kept'] as const) : unsynced) {
    const half = written.bytes.slice(0, Math.floor(written.bytes.length / 2));
    const left = { kept: written.bytes, dropped: new Uint8Array(), 'cut short': half }[fate];
    possible.push({ what: `${length}: the new name, data ${fate}`, target: left });
  }
  return possible;
}

test('after a power cut at any point the file is as it was, or new and whole', async () => {
  let tried = 0;
  for (const parts of [0, 1, 2, 3, 5, 8]) {
    const folder = temporaryFolder();
    const target = join(folder, 'checkpoint');
    const old = new TextEncoder().encode('the old one');
    await writeWhole(target, old);
    const fresh = Array.from({ length: parts }, (_, part) => new Uint8Array(1000).fill(part + 1));
    const operations: Operation[] = [];
    async function* stream() {
      yield* fresh;
    }
    await writeWhole(target, stream(), { disk: recording(operations) });
    const whole = Buffer.concat(fresh);
    for (let length = 0; length <= operations.length; length++) {
      for (const state of states(operations, length, target, old)) {
        tried++;
        const sound = state.target !== null && (Buffer.compare(state.target, old) === 0 || Buffer.compare(state.target, whole) === 0);
        expect(sound, `${basename(target)} of ${parts} parts, ${state.what}`).toBe(true);
      }
    }
    // Once it answered, nothing but the new one is possible.
    expect(states(operations, operations.length, target, old).map((state) => Buffer.compare(state.target ?? old, whole))).toEqual([0]);
  }
  expect(tried).toBeGreaterThanOrEqual(50);
});
