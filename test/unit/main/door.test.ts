import { beforeEach, expect, test } from 'vitest';
import { appError } from '#app/errors.ts';
import { type Door, makeDoor } from '#main/door.ts';
import { type Log, logTo } from '#main/log.ts';

let lines: Record<string, unknown>[];
let log: Log;
let door: Door;
const me = { door: 'terminal' as const };
const job = {
  id: 1,
  kind: 'import',
  title: 'x',
  state: 'done',
  done: 1,
  total: null,
  rate: null,
  secondsLeft: null,
  message: '',
  project: null,
  subject: null,
  result: null,
  error: null,
  createdAt: 1,
  endedAt: 2,
};

beforeEach(() => {
  lines = [];
  log = logTo((line) => lines.push(JSON.parse(line)));
  door = makeDoor(
    {
      jobs: {
        get: ({ job }: { job: number }) => {
          throw appError('not-found', { what: 'job', id: job }, 'a detail');
        },
        list: () => {
          throw new Error('secret /inner/path');
        },
        cancel: () => ({ ...job, state: 'sleeping' }),
      },
      projects: {
        list: ({ deleted }: { deleted: boolean }) => ({ projects: [], echo: deleted }),
        create: ({ name }: { name: string }) => ({
          id: 1,
          name,
          createdAt: 1,
          openedAt: 1,
          deletedAt: null,
          datasets: 0,
          readyDatasets: 0,
          models: 0,
          runs: 0,
          running: 0,
          best: null,
          cover: null,
          coverKind: null,
          sample: null,
        }),
        open: (_: unknown, { signal }: { signal: AbortSignal }) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      },
    },
    log,
  );
});

test('answers with the value, without what the contract does not name', async () => {
  expect(await door('projects.list', {}, me)).toEqual({ ok: true, value: { projects: [] } });
});

test('trims and parses what comes in before the service sees it', async () => {
  expect(await door('projects.create', { name: '  Birds ', extra: 1 }, me)).toMatchObject({ ok: true, value: { name: 'Birds' } });
});

test('names the field and the value that do not fit', async () => {
  const answer = await door('projects.create', { name: 'a\nb' }, me);
  expect(answer).toMatchObject({
    ok: false,
    error: { code: 'call-invalid', message: expect.stringContaining('name: must be one line of text (got "a\\nb")') },
  });
});

test.each([
  '__proto__.toString',
  'constructor.constructor',
  'projects.__proto__',
  'projects.constructor',
  'projects.toString',
  'projects',
  'projects.list.x',
  '',
  'jobs.hasOwnProperty',
  'datasets.list',
])('has no call named %s', async (name) => {
  expect(await door(name, {}, me)).toMatchObject({ ok: false, error: { code: 'call-unknown' } });
});

test.each([null, undefined, 5, {}, ['projects.list']])('takes no name that is %s', async (name) => {
  // A transport hands over what it got; the type says string.
  expect(await door(name as string, {}, me)).toMatchObject({ ok: false, error: { code: 'call-unknown' } });
});

test('a service answers only with functions of its own', async () => {
  const inherited = makeDoor({ projects: Object.create({ list: () => ({ projects: [] }) }) }, log);
  expect(await inherited('projects.list', {}, me)).toMatchObject({ ok: false, error: { code: 'call-unknown' } });
});

test('an own __proto__ in the input changes no prototype', async () => {
  const hostile: unknown = JSON.parse('{"name": "x", "__proto__": {"polluted": true}}');
  await door('projects.create', hostile, me);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('an expected error is a value with its remedy', async () => {
  expect(await door('jobs.get', { job: 4 }, me)).toEqual({
    ok: false,
    error: { code: 'not-found', message: 'There is no job 4.', remedy: expect.any(String), detail: 'a detail' },
  });
});

test('a bug is told with a reference alone; its stack is in the log under it', async () => {
  const answer = await door('jobs.list', {}, me);
  expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify(answer)).not.toContain('secret');
  const reference = String(lines[0]?.reference);
  expect(JSON.stringify(answer)).toContain(reference);
  expect(JSON.stringify(lines[0])).toContain('secret /inner/path');
});

test('an answer that does not fit its contract is a bug, not sent', async () => {
  expect(await door('jobs.cancel', { job: 1 }, me)).toMatchObject({ ok: false, error: { code: 'internal' } });
});

test('a caller who gives up gets a value, and the service its signal', async () => {
  const given = new AbortController();
  const answer = door('projects.open', { project: 1 }, { ...me, signal: given.signal });
  given.abort();
  expect(await answer).toMatchObject({ ok: false, error: { code: 'cancelled' } });
});

test('refuses what is larger than any call', async () => {
  const bytes = new Uint8Array(257 * 2 ** 20);
  expect(await door('projects.create', { name: 'x', bytes }, me)).toMatchObject({ ok: false, error: { code: 'call-invalid' } });
});

test('a message stays short however long the value', async () => {
  const answer = await door('projects.create', { name: 'x'.repeat(1_000_000) }, me);
  expect(JSON.stringify(answer).length).toBeLessThan(1000);
});
