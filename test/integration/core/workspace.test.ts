import { existsSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { claimWorkspace, findServer } from '#main/workspace.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

const token = 'a-token-of-enough-length';

async function claimed(folder: string, as = 'unfold serve') {
  const ownership = await claimWorkspace(folder, as);
  onTestFinished(() => ownership.release());
  return ownership;
}

test('a second owner is refused and told who the first is', async () => {
  const folder = temporaryFolder();
  await claimed(folder, 'the desktop app');
  await expect(claimWorkspace(folder, 'unfold train')).rejects.toMatchObject({
    code: 'workspace-owned',
    message: expect.stringContaining(`the desktop app (process ${process.pid})`),
  });
});

test('the same folder by another name is the same workspace', async () => {
  const folder = temporaryFolder();
  const link = join(temporaryFolder(), 'link');
  symlinkSync(folder, link);
  await claimed(folder);
  await expect(claimWorkspace(link, 'x')).rejects.toMatchObject({ code: 'workspace-owned' });
});

test('released, it is free at once', async () => {
  const folder = temporaryFolder();
  const first = await claimWorkspace(folder, 'x');
  await first.release();
  await first.release();
  await claimed(folder);
});

test('two who claim at the same moment: one gets it', async () => {
  const folder = temporaryFolder();
  const claims = await Promise.allSettled([1, 2, 3, 4].map((each) => claimWorkspace(folder, `claimant ${each}`)));
  const won = claims.filter((claim) => claim.status === 'fulfilled');
  expect(won).toHaveLength(1);
  for (const claim of won) await claim.value.release();
});

test('a server is found while it owns the workspace, and not after', async () => {
  const folder = temporaryFolder();
  const owner = await claimWorkspace(folder, 'unfold serve');
  expect(await findServer(folder)).toBeNull();
  await owner.publishServer({ port: 4321, token });
  expect(await findServer(folder)).toEqual({ pid: process.pid, port: 4321, token });
  await owner.release();
  expect(await findServer(folder)).toBeNull();
  expect(existsSync(join(folder, 'server.json'))).toBe(false);
});

test('the token is readable to its owner alone', async () => {
  const folder = temporaryFolder();
  const owner = await claimed(folder);
  await owner.publishServer({ port: 4321, token });
  expect(statSync(join(folder, 'server.json')).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o077).toBe(0);
});

test('what a dead server left is ignored and removed', async () => {
  const folder = temporaryFolder();
  await (await claimWorkspace(folder, 'x')).release();
  writeFileSync(join(folder, 'server.json'), JSON.stringify({ pid: 1, port: 1234, token }));
  expect(await findServer(folder)).toBeNull();
  expect(existsSync(join(folder, 'server.json'))).toBe(false);
});

test('a new owner removes what a dead server left, before anyone takes it for its own', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'server.json'), JSON.stringify({ pid: process.pid, port: 1234, token }));
  await claimed(folder);
  expect(existsSync(join(folder, 'server.json'))).toBe(false);
});

test("another owner's process never passes for the server of a stale file", async () => {
  const folder = temporaryFolder();
  await claimed(folder, 'unfold import');
  writeFileSync(join(folder, 'server.json'), JSON.stringify({ pid: process.pid + 1, port: 1234, token }));
  expect(await findServer(folder)).toBeNull();
});

test.each(['', '{', '{"pid": 1}', JSON.stringify({ pid: 1, port: 70_000, token }), JSON.stringify({ pid: 1, port: 80, token: '' })])(
  'a server.json that says %j is none',
  async (text) => {
    const folder = temporaryFolder();
    await claimed(folder);
    writeFileSync(join(folder, 'server.json'), text);
    expect(await findServer(folder)).toBeNull();
  },
);

test('looking for a server where there is no workspace makes nothing', async () => {
  const folder = join(temporaryFolder(), 'none');
  expect(await findServer(folder)).toBeNull();
  expect(existsSync(folder)).toBe(false);
});

test('garbage in the lock file does not lock the owner out', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'owner.sqlite'), 'garbage '.repeat(1000));
  await claimed(folder);
  await expect(claimWorkspace(folder, 'x')).rejects.toMatchObject({ code: 'workspace-owned' });
});

test('a file in place of the folder is told', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, 'mine');
  await expect(claimWorkspace(file, 'x')).rejects.toMatchObject({ code: 'write-failed' });
  expect(readFileSync(file, 'utf8')).toBe('mine');
});
