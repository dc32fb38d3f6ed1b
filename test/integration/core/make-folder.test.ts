import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '#main/make-folder.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

test('makes a folder with those above it, and leaves one that is there', async () => {
  const folder = join(temporaryFolder(), 'a', 'b', 'c');
  await makeFolder(folder, 0o700);
  await makeFolder(folder, 0o700);
  await makeFolder('/');
  expect(statSync(folder).isDirectory()).toBe(true);
  if (process.platform !== 'win32') expect(statSync(join(folder, '..')).mode & 0o777).toBe(0o700);
});

test('two at once make it once', async () => {
  const folder = join(temporaryFolder(), 'a', 'b');
  await Promise.all([1, 2, 3, 4].map(() => makeFolder(folder)));
  expect(existsSync(folder)).toBe(true);
});

test('a file in its place, or above it, is an error', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'mine');
  await expect(makeFolder(file)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test.skipIf(process.platform !== 'linux')('a file system that takes no folders says so, and nobody waits for ever', async () => {
  await expect(makeFolder('/proc/unfold/deep')).rejects.toMatchObject({ code: 'ENOENT' });
});
