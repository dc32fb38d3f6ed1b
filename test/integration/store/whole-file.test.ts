import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Disk, disk } from '#main/store/disk.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

const systemError = (code: string) => Object.assign(new Error(`${code}: told by a test`), { code });

/** A disk on which one operation fails. */
const failing = (operation: 'create' | 'write' | 'sync' | 'rename' | 'syncFolder', code: string): Disk => {
  const fail = () => Promise.reject(systemError(code));
  return {
    ...disk,
    ...(operation === 'create' || operation === 'rename' || operation === 'syncFolder' ? { [operation]: fail } : {}),
    async create(path, mode) {
      if (operation === 'create') return fail();
      const file = await disk.create(path, mode);
      return { ...file, ...(operation === 'write' || operation === 'sync' ? { [operation]: fail } : {}) };
    },
  };
};

test('writes text, bytes and streams, and says their size and sum', async () => {
  const folder = temporaryFolder();
  const bytes = new Uint8Array([1, 2, 3, 4]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  async function* stream() {
    yield bytes.subarray(0, 1);
    yield bytes.subarray(1);
  }
  expect(await writeWhole(join(folder, 'a'), bytes)).toEqual({ bytes: 4, sha256 });
  expect(await writeWhole(join(folder, 'b'), stream())).toEqual({ bytes: 4, sha256 });
  expect((await writeWhole(join(folder, 'c'), 'ä')).bytes).toBe(2);
  expect(readFileSync(join(folder, 'b'))).toEqual(Buffer.from(bytes));
  expect(readdirSync(folder)).toEqual(['a', 'b', 'c']);
});

test('a secret is readable to its owner alone from the first byte', async () => {
  const file = join(temporaryFolder(), 'secret');
  await writeWhole(file, 'x', { mode: 0o600 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([
  ['create', 'ENOSPC', 'disk-full'],
  ['write', 'ENOSPC', 'disk-full'],
  ['write', 'EDQUOT', 'disk-full'],
  ['sync', 'ENOSPC', 'disk-full'],
  ['write', 'EFBIG', 'write-failed'],
  ['create', 'EROFS', 'write-failed'],
  ['create', 'EACCES', 'write-failed'],
  ['sync', 'EIO', 'write-failed'],
  ['rename', 'EPERM', 'write-failed'],
] as const)('when %s says %s it answers %s, keeps the old file and leaves no temp', async (operation, code, expected) => {
  const folder = temporaryFolder();
  const file = join(folder, 'file');
  writeFileSync(file, 'old');
  await expect(writeWhole(file, 'new', { disk: failing(operation, code) })).rejects.toMatchObject({ name: 'AppError', code: expected });
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a stream that fails leaves the old file and no temp, and its own error', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'file');
  writeFileSync(file, 'old');
  async function* broken() {
    yield new Uint8Array(10);
    throw new TypeError('the source broke');
  }
  await expect(writeWhole(file, broken())).rejects.toThrow('the source broke');
  expect(readdirSync(folder)).toEqual(['file']);
  expect(readFileSync(file, 'utf8')).toBe('old');
});

test('a missing folder and a folder in its place are told, not made', async () => {
  const folder = temporaryFolder();
  await expect(writeWhole(join(folder, 'none', 'file'), 'x')).rejects.toMatchObject({ code: 'write-failed' });
  mkdirSync(join(folder, 'taken', 'full'), { recursive: true });
  await expect(writeWhole(join(folder, 'taken'), 'x')).rejects.toMatchObject({ code: 'write-failed' });
  expect(readdirSync(folder)).toEqual(['taken']);
});

test('two who write the same file leave one whole', async () => {
  const file = join(temporaryFolder(), 'file');
  const text = 'x'.repeat(100_000);
  await Promise.all([writeWhole(file, text), writeWhole(file, text)]);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
