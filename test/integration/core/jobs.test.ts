import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Job } from '#app/contract/jobs.ts';
import { appError } from '#app/errors.ts';
import { openEvents } from '#main/events.ts';
import { openJobs } from '#main/jobs.ts';
import { openedStore, readableLog } from '#test/helpers/workspace.ts';

async function opened(store?: Awaited<ReturnType<typeof openedStore>>) {
  const { store: its } = store ?? (await openedStore());
  const { log, lines } = readableLog();
  const events = await openEvents(its, log);
  const told: Job[] = [];
  events.subscribe((event) => event.type === 'job' && told.push(event.job));
  const jobs = await openJobs(its, events, log);
  return { jobs, events, told, lines, store: its };
}

test('gives what the work returned, and keeps it', async () => {
  const { jobs, store, events } = await opened();
  const id = await jobs.start({ kind: 'import', title: 'Import' }, async () => ({ items: 3 }));
  expect(await jobs.ended(id)).toMatchObject({ id, state: 'done', result: { items: 3 }, error: null });
  const again = await openJobs(store, events, readableLog().log);
  expect(await again.get(id)).toMatchObject({ state: 'done', result: { items: 3 } });
  expect(await again.list()).toHaveLength(1);
});

test('tells its progress with a rate and the time left, and ends without either', async () => {
  const { jobs, events, told } = await opened();
  const id = await jobs.start({ kind: 'import', title: 'Import', total: 100 }, async (job) => {
    for (let done = 0; done <= 30; done += 10) {
      job.progress({ done, message: `${done}` });
      await wait(110);
    }
  });
  await jobs.ended(id);
  await events.flush();
  const late = told.filter((job) => job.done === 30 && job.state === 'running').at(-1);
  expect(late?.rate).toBeGreaterThan(20);
  expect(late?.rate).toBeLessThan(120);
  expect(late?.secondsLeft).toBeCloseTo(70 / (late?.rate ?? 1), 3);
  expect(told.at(-1)).toMatchObject({ state: 'done', rate: null, secondsLeft: null });
});

test('tells of a share how long it takes, and no rate: there are no items', async () => {
  const { jobs, events, told } = await opened();
  const id = await jobs.start({ kind: 'import', title: 'Import', total: 1 }, async (job) => {
    for (let done = 0; done <= 0.3; done += 0.1) {
      job.progress({ done });
      await wait(110);
    }
  });
  await jobs.ended(id);
  await events.flush();
  const late = told.filter((job) => job.state === 'running').at(-1);
  expect(late?.rate).toBeNull();
  expect(late?.secondsLeft).toBeGreaterThan(0.2);
});

test('takes the pace that its work measures in place of its own', async () => {
  const { jobs, events, told } = await opened();
  const id = await jobs.start({ kind: 'train', title: 'Training' }, async (job) => {
    for (let done = 0; done <= 30; done += 10) {
      job.progress({ done, total: 100, pace: { rate: 7, secondsLeft: 12 } });
      await wait(110);
    }
  });
  await jobs.ended(id);
  await events.flush();
  expect(told.filter((job) => job.state === 'running').at(-1)).toMatchObject({ done: 30, rate: 7, secondsLeft: 12 });
});

test('a thousand progress calls are a handful of events, and the end is the last', async () => {
  const { jobs, events, told } = await opened();
  const id = await jobs.start({ kind: 'import', title: 'Import' }, async (job) => {
    for (let done = 0; done < 1000; done++) job.progress({ done });
  });
  await jobs.ended(id);
  await events.flush();
  expect(told.length).toBeLessThan(6);
  expect(told.at(-1)).toMatchObject({ state: 'done', done: 999 });
});

test('work that listens is cancelled at once; cancelling is no failure', async () => {
  const { jobs } = await opened();
  const id = await jobs.start({ kind: 'import', title: 'Import' }, ({ signal }) => wait(60_000, undefined, { signal }));
  const begun = performance.now();
  expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled', error: null });
  expect(performance.now() - begun).toBeLessThan(500);
});

test('work that does not listen is given up within a second, and is not heard any more', async () => {
  const { jobs } = await opened();
  let late = false;
  const id = await jobs.start({ kind: 'import', title: 'Import' }, async (job) => {
    await wait(1300);
    job.progress({ done: 99 });
    late = true;
    return 'too late';
  });
  const begun = performance.now();
  expect(await jobs.cancel(id)).toMatchObject({ state: 'cancelled' });
  expect(performance.now() - begun).toBeLessThan(1000);
  await expect.poll(() => late, { timeout: 3000 }).toBe(true);
  expect(await jobs.get(id)).toMatchObject({ state: 'cancelled', done: 0, result: null });
});

test('cancelling what has ended changes nothing', async () => {
  const { jobs } = await opened();
  const id = await jobs.start({ kind: 'import', title: 'Import' }, async () => 5);
  await jobs.ended(id);
  expect(await jobs.cancel(id)).toMatchObject({ state: 'done', result: 5 });
  await expect(jobs.cancel(999)).rejects.toMatchObject({ code: 'not-found' });
  await expect(jobs.get(999)).rejects.toMatchObject({ code: 'not-found' });
});

test('an expected error is kept as it is, a bug under a reference', async () => {
  const { jobs, lines } = await opened();
  const expected = await jobs.start({ kind: 'import', title: 'A' }, async () => {
    throw appError('folder-empty', { folder: '/x' });
  });
  const bug = await jobs.start({ kind: 'import', title: 'B' }, () => {
    throw new Error('the inside');
  });
  expect(await jobs.ended(expected)).toMatchObject({ state: 'failed', error: { code: 'folder-empty' } });
  const failed = await jobs.ended(bug);
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'internal' } });
  expect(JSON.stringify(failed)).not.toContain('the inside');
  expect(JSON.stringify(lines)).toContain('the inside');
});

test('names what it made while it runs', async () => {
  const { jobs } = await opened();
  const id = await jobs.start({ kind: 'import', title: 'Import' }, async (job) => {
    job.about({ subject: 12 });
    await wait(5);
  });
  expect(await jobs.ended(id)).toMatchObject({ subject: 12, project: null });
});

test('closing cancels all and waits for it', async () => {
  const { jobs } = await opened();
  const ids = await Promise.all(
    [1, 2, 3].map(() => jobs.start({ kind: 'import', title: 'Import' }, ({ signal }) => wait(60_000, undefined, { signal }))),
  );
  await jobs.close();
  for (const id of ids) expect(await jobs.get(id)).toMatchObject({ state: 'cancelled' });
});
