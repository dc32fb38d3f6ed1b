import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openCore } from '#main/core.ts';
import { noLog } from '#main/log.ts';
import { findServer } from '#main/workspace.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

/* A workspace out of somebody's archive, in which something leads to the files of whoever opens it. */

const precious = { 'thesis.txt': 'four years of work', 'epoch-00009.ckpt': 'somebody else’s', '.half.unfold-temp': 'mine' };

const open = (workspace: string) => openCore({ workspace, version: '0.0.0-test', as: 'a test', log: noLog });

/** A workspace as Unfold leaves it, and a folder of files that must not be touched. */
async function prepared(): Promise<{ workspace: string; home: string }> {
  const [workspace, home] = [join(temporaryFolder(), 'w'), temporaryFolder()];
  await (await open(workspace)).close();
  for (const [name, content] of Object.entries(precious)) writeFileSync(join(home, name), content);
  return { workspace, home };
}

const contentOf = (home: string) => Object.fromEntries(readdirSync(home).map((name) => [name, readFileSync(join(home, name), 'utf8')]));

function link(from: string, to: string): void {
  mkdirSync(dirname(from), { recursive: true });
  rmSync(from, { recursive: true, force: true });
  symlinkSync(to, from);
}

const toFile = ['owner.sqlite', 'owner.json', 'unfold.sqlite', 'unfold.sqlite-wal', 'server.json', 'logs/unfold.log', 'runs/1/run.json'];
const toFolder = ['datasets/1', 'runs/1', 'runs/1/checkpoints', 'exports/1', 'samples/shapes-1'];

describe.skipIf(process.platform === 'win32')('a workspace with a link in it is refused, and what it leads to stays as it is:', () => {
  test.each(toFile)('%s leads to a file', async (path) => {
    const { workspace, home } = await prepared();
    link(join(workspace, path), join(home, 'thesis.txt'));
    await expect(open(workspace)).rejects.toMatchObject({ code: 'workspace-link', message: expect.stringContaining(path) });
    expect(contentOf(home)).toEqual(precious);
  });

  test.each(toFolder)('%s leads to a folder', async (path) => {
    const { workspace, home } = await prepared();
    link(join(workspace, path), home);
    await expect(open(workspace)).rejects.toMatchObject({ code: 'workspace-link', message: expect.stringContaining(path) });
    expect(contentOf(home)).toEqual(precious);
  });

  test('a lock that leads to a file is not emptied by who only looks for a server', async () => {
    const { workspace, home } = await prepared();
    link(join(workspace, 'owner.sqlite'), join(home, 'thesis.txt'));
    writeFileSync(join(workspace, 'server.json'), JSON.stringify({ pid: 1, port: 4321, token: 'a-token-of-enough-length' }));
    await expect(findServer(workspace)).rejects.toMatchObject({ code: 'workspace-link' });
    expect(contentOf(home)).toEqual(precious);
  });

  test('but its large folders may lie on another drive', async () => {
    const { workspace } = await prepared();
    const drive = temporaryFolder();
    link(join(workspace, 'datasets'), drive);
    await (await open(workspace)).close();
  });
});
