import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openCore } from '#main/core.ts';
import { noLog } from '#main/log.ts';
import { listProjects } from '#main/store/projects.ts';
import { findServer } from '#main/workspace.ts';
import { openedStore, temporaryFolder } from '#test/helpers/workspace.ts';

/** A process that tries to own the workspace; resolves with it and the first line it says. */
async function owner(workspace: string): Promise<{ child: ChildProcess; said: string; dead: Promise<unknown> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'owner.ts'), workspace], { stdio: ['ignore', 'pipe', 'inherit'] });
  const dead = new Promise((resolve) => child.on('exit', resolve));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const said = await new Promise<string>((resolve) => child.stdout?.once('data', (part) => resolve(String(part).trim())));
  return { child, said, dead };
}

test('of processes that open one workspace at once, one gets it and the others are told', async () => {
  const workspace = temporaryFolder();
  const owners = await Promise.all([1, 2, 3].map(() => owner(workspace)));
  expect(owners.map((each) => each.said).sort()).toEqual(['open', 'workspace-owned', 'workspace-owned']);
});

test('while another process owns it, nothing of it is touched and its server is found', async () => {
  const workspace = temporaryFolder();
  const { child } = await owner(workspace);
  expect(await findServer(workspace)).toMatchObject({ pid: child.pid, port: 4321 });
  await expect(openCore({ workspace, version: '0', as: 'a test', log: noLog })).rejects.toMatchObject({
    code: 'workspace-owned',
    message: expect.stringContaining(`unfold serve (process ${child.pid})`),
  });
  expect(existsSync(join(workspace, 'server.json'))).toBe(true);
});

test('killed, the owner frees the workspace at once, three times over; what it had committed is there', async () => {
  const workspace = temporaryFolder();
  for (let kill = 1; kill <= 3; kill++) {
    const { child, said, dead } = await owner(workspace);
    expect(said).toBe('open');
    child.kill('SIGKILL');
    await dead;
    expect(await findServer(workspace)).toBeNull();
    expect(existsSync(join(workspace, 'server.json'))).toBe(false);
  }
  const { store } = await openedStore(workspace);
  expect(await listProjects(store.db, false)).toHaveLength(3);
  expect((await sql`pragma integrity_check`.execute(store.db)).rows).toEqual([{ integrity_check: 'ok' }]);
});

test('a stopped owner still owns', async () => {
  const workspace = temporaryFolder();
  const { child } = await owner(workspace);
  child.kill('SIGSTOP');
  await expect(openCore({ workspace, version: '0', as: 'a test', log: noLog })).rejects.toMatchObject({ code: 'workspace-owned' });
  child.kill('SIGCONT');
});
