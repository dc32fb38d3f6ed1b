import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { tidy } from '#main/core/tidy.ts';
import { openEvents } from '#main/events.ts';
import { noLog } from '#main/log.ts';
import { checkpointsOf } from '#main/store/checkpoints.ts';
import { runById } from '#main/store/runs.ts';
import { addRun } from '#test/helpers/rows.ts';
import { openedStore, temporaryFolder } from '#test/helpers/workspace.ts';

/** A process that writes epochs; `said` are its lines so far. */
function writer(workspace: string, run: number, point: string, epoch: number) {
  const said: string[] = [];
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'writer.ts'), workspace, String(run), point, String(epoch)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let errors = '';
  child.stderr?.on('data', (part) => (errors += part));
  let open = '';
  child.stdout?.on('data', (part) => {
    const lines = (open + part).split('\n');
    open = lines.pop() ?? '';
    said.push(...lines);
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_code, signal) => resolve(signal)));
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { child, said, ended, errors: () => errors };
}

/** Makes a workspace with a run that is under way. */
async function prepared(): Promise<{ workspace: string; run: number }> {
  const workspace = temporaryFolder();
  const { store, close } = await openedStore(workspace);
  const { run } = await addRun(store.db, { state: 'running' });
  await close();
  return { workspace, run };
}

/** Opens what a killed writer left, as the app does, and holds it to everything the writer had said. */
async function requireNothingLost(workspace: string, run: number, said: string[]): Promise<void> {
  const { store, folders, close } = await openedStore(workspace);
  await tidy(store, folders, noLog);
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(store.db);
  expect(rows).toEqual([{ integrity_check: 'ok' }]);
  expect((await sql`pragma foreign_key_check`.execute(store.db)).rows).toEqual([]);

  const promised = said.filter((line) => line.startsWith('epoch ')).map((line) => line.split(' '));
  const now = await runById(store.db, run);
  const kept = new Map((await checkpointsOf(store.db, run)).map((each) => [each.epoch, each]));
  for (const [, epoch, sha256] of promised) {
    expect(now.epochs.map((each) => each.epoch)).toContain(Number(epoch));
    expect(kept.get(Number(epoch))?.sha256).toBe(sha256);
  }
  for (const { file, sha256 } of kept.values()) {
    const bytes = readFileSync(join(folders.checkpoints(run), file));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
  expect(readdirSync(folders.checkpoints(run)).sort()).toEqual([...kept.values()].map((each) => each.file).sort());
  expect(now.epochs).toHaveLength(now.epochsDone);
  expect(kept.size).toBe(now.epochsDone);
  expect(now.state).toBe('interrupted');

  const numbers = said.filter((line) => line.startsWith('event ')).map((line) => Number(line.split(' ')[1]));
  // None twice and none back; one that was kept may go unheard where its process was killed, and nowhere else.
  const steps = numbers.slice(1).map((number, place) => number - (numbers[place] ?? 0));
  expect(Math.min(1, ...steps)).toBe(1);
  expect(steps.filter((step) => step > 1).length).toBeLessThan(said.filter((line) => line === 'ready').length);
  const events = await openEvents(store, noLog);
  expect((await events.since(0)).seq).toBeGreaterThanOrEqual(numbers.at(-1) ?? 0);
  const left = readdirSync(workspace, { recursive: true }).filter((name) => String(name).endsWith('.unfold-temp'));
  expect(left).toEqual([]);
  await close();
}

const points = [
  'before create',
  'after create',
  'in write',
  'after write',
  'after sync',
  'before rename',
  'after rename',
  'after folder sync',
  'before row',
  'in transaction',
  'before commit',
  'after commit',
  'after event',
];

test.each(points)('killed %s: no committed epoch is lost, nothing half-written stays', async (point) => {
  const { workspace, run } = await prepared();
  const { said, ended, errors } = writer(workspace, run, point, 3);
  expect(await ended, errors()).toBe('SIGKILL');
  expect(said.filter((line) => line.startsWith('epoch ')).length).toBe(point === 'after commit' || point === 'after event' ? 3 : 2);
  await requireNothingLost(workspace, run, said);
});

test('killed five times at random, going on each time: no committed epoch is lost', async () => {
  const { workspace, run } = await prepared();
  const all: string[] = [];
  for (let kill = 0; kill < 5; kill++) {
    const { child, said, ended, errors } = writer(workspace, run, 'none', 0);
    await expect.poll(() => said.includes('ready') || errors(), { timeout: 20_000 }).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 20 + kill * 37));
    child.kill('SIGKILL');
    expect(await ended).toBe('SIGKILL');
    all.push(...said);
    await requireNothingLost(workspace, run, all);
  }
  expect(all.filter((line) => line.startsWith('epoch ')).length).toBeGreaterThan(5);
});
