import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { libraryNames } from '#main/engine/library-names.ts';
import { findPack } from '#main/engine/packs/find.ts';
import { type Pack, packs } from '#main/engine/packs/manifest.ts';
import { emptyMachine, type Machine } from '#test/helpers/packs.ts';

/** A pack's files in their full length, without content: sparse, so that they take no room. */
function place(folder: string, pack: Pack): void {
  mkdirSync(folder, { recursive: true });
  for (const file of pack.files) {
    writeFileSync(join(folder, file.name), '');
    truncateSync(join(folder, file.name), file.bytes);
  }
}
const onLinux = (machine: Machine) => ({ ...machine.where, platform: 'linux' as const });
const linux = packs.filter((pack) => pack.platform === 'linux' && pack.arch === process.arch);

it('finds nothing on an empty machine', () => {
  expect(findPack(emptyMachine().where)).toBeNull();
});

it.skipIf(process.platform !== 'linux')('finds each pack of this platform in the cache', () => {
  for (const pack of linux) {
    const machine = emptyMachine();
    place(join(machine.cache, pack.id), pack);
    expect(findPack(onLinux(machine))).toEqual({ folder: join(machine.cache, pack.id), pack });
  }
});

it.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('prefers the pack for CUDA, which somebody fetched on purpose', () => {
  const machine = emptyMachine();
  for (const pack of linux) place(join(machine.cache, pack.id), pack);
  expect(findPack(onLinux(machine))?.pack?.device).toBe('gpu');
});

it.skipIf(process.platform !== 'linux')('passes over a pack that is cut short', () => {
  const machine = emptyMachine();
  const [pack] = linux;
  if (pack === undefined) return;
  place(join(machine.cache, pack.id), pack);
  truncateSync(join(machine.cache, pack.id, pack.files[0]?.name ?? ''), 1);
  expect(findPack(onLinux(machine))).toBeNull();
});

it('takes the folder that the user names, and knows a pack by its mark', () => {
  const machine = emptyMachine();
  const folder = join(machine.cache, 'mine');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, libraryNames('linux')[0] ?? ''), 'library');
  const where = { ...onLinux(machine), environment: { UNFOLD_ENGINE_DIR: folder } };
  expect(findPack(where)).toEqual({ folder, pack: null });
  writeFileSync(join(folder, 'unfold-pack.txt'), `${packs[0]?.id}\n`);
  expect(findPack(where)).toEqual({ folder, pack: packs[0] });
});

it('passes over a named folder without a library', () => {
  const machine = emptyMachine();
  expect(findPack({ ...machine.where, environment: { ...machine.where.environment, UNFOLD_ENGINE_DIR: machine.cache } })).toBeNull();
});
