import { afterEach, expect, test, vi } from 'vitest';
import type { Event, News } from '#app/contract/events.ts';
import { type EventLimits, openEvents } from '#main/events.ts';
import { insertProject } from '#main/store/projects.ts';
import { aJob } from '#test/helpers/news.ts';
import { type OpenedStore, openedStore, readableLog } from '#test/helpers/workspace.ts';

const changed: News = { type: 'changed', what: 'models', project: null, id: null };
const steps: News = {
  type: 'steps',
  run: 1,
  steps: { step: new Float64Array([1]), loss: new Float32Array([2]), figure: new Float32Array([3]) },
};
const seqs = (events: { seq: number }[]) => events.map((event) => event.seq);

async function listening(opened: OpenedStore, limits?: EventLimits) {
  const { log, lines } = readableLog();
  const events = await openEvents(opened.store, log, limits);
  const heard: Event[] = [];
  events.subscribe((event) => heard.push(event));
  return { events, heard, lines };
}

afterEach(() => vi.useRealTimers());

test('numbers rise by one from 1, and all are heard in order', async () => {
  const { events, heard } = await listening(await openedStore());
  for (let tell = 0; tell < 500; tell++) events.tell(tell % 3 === 0 ? steps : changed);
  await events.flush();
  expect(seqs(heard)).toEqual(Array.from({ length: 500 }, (_, place) => place + 1));
});

test('numbers go on where they were after a restart, steps counted', async () => {
  const opened = await openedStore();
  const first = await listening(opened);
  first.events.tell(changed);
  first.events.tell(steps);
  await first.events.close();
  const second = await listening(opened);
  second.events.tell(changed);
  await second.events.flush();
  expect(seqs(second.heard)).toEqual([3]);
});

test('a clock that jumps back a day changes no number and no order', async () => {
  const { events, heard } = await listening(await openedStore());
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 2) });
  events.tell(changed);
  await events.flush();
  vi.setSystemTime(Date.UTC(2030, 0, 1));
  events.tell(changed);
  await events.flush();
  expect(seqs(heard)).toEqual([1, 2]);
  expect(seqs((await events.since(0)).events)).toEqual([1, 2]);
});

test('who comes back gets what it missed, from memory and from the store alike', async () => {
  const opened = await openedStore();
  const { events } = await listening(opened, { inMemory: 3 });
  for (let tell = 0; tell < 10; tell++) events.tell(changed);
  await events.flush();
  for (const seq of [0, 4, 8, 10]) {
    const missed = await events.since(seq);
    expect(missed).toMatchObject({ seq: 10, reset: false });
    expect(seqs(missed.events)).toEqual(Array.from({ length: 10 - seq }, (_, place) => seq + 1 + place));
  }
});

test('missed steps that are no more in memory reset; the list never has a hole', async () => {
  const opened = await openedStore();
  const first = await listening(opened);
  first.events.tell(changed);
  first.events.tell(steps);
  first.events.tell(changed);
  await first.events.close();
  const { events } = await listening(opened);
  expect(await events.since(0)).toEqual({ events: [], seq: 3, reset: true });
  const rows = await opened.store.db.selectFrom('events').select(['seq', 'json']).execute();
  expect(rows.map((row) => row.json !== null)).toEqual([true, false, true]);
  expect(await events.since(2)).toMatchObject({ events: [{ seq: 3 }], reset: false });
});

test('of a job only the newest is given again', async () => {
  const opened = await openedStore();
  const { events } = await listening(opened, { interval: 0 });
  for (let done = 0; done < 50; done++) events.tell({ type: 'job', job: aJob(1, { done }) });
  await events.flush();
  const again = await listening(opened);
  for (const source of [events, again.events]) {
    const { events: missed } = await source.since(0);
    expect(missed).toMatchObject([{ seq: 50, job: { done: 49 } }]);
  }
});

test('a number from the future resets', async () => {
  const { events } = await listening(await openedStore());
  events.tell(changed);
  await events.flush();
  expect(await events.since(2)).toEqual({ events: [], seq: 1, reset: true });
});

test('old ones are let go, the store stays small, and who asks for them is reset', async () => {
  const opened = await openedStore();
  const { events } = await listening(opened, { inMemory: 5, kept: 20 });
  for (let tell = 0; tell < 200; tell++) {
    events.tell(changed);
    await events.flush();
  }
  const rows = await opened.store.db.selectFrom('events').select('seq').execute();
  expect(rows.length).toBeLessThan(30);
  expect((await events.since(10)).reset).toBe(true);
  expect(seqs((await events.since(190)).events)).toHaveLength(10);
  const again = await listening(opened);
  expect((await again.events.since(10)).reset).toBe(true);
  again.events.tell(changed);
  await again.events.flush();
  expect(seqs(again.heard)).toEqual([201]);
});

test('a listener that throws breaks no other', async () => {
  const { events, heard, lines } = await listening(await openedStore());
  const later: number[] = [];
  events.subscribe(() => {
    throw new Error('broken');
  });
  const end = events.subscribe((event) => later.push(event.seq));
  events.tell(changed);
  await events.flush();
  end();
  events.tell(changed);
  await events.flush();
  expect(seqs(heard)).toEqual([1, 2]);
  expect(later).toEqual([1]);
  expect(lines).toMatchObject([{ message: 'a listener failed' }, { message: 'a listener failed' }]);
});

test('news told inside a transaction waits for it, and survives its failure', async () => {
  const opened = await openedStore();
  const { events, heard, lines } = await listening(opened);
  await opened.store
    .transaction(async (db) => {
      await insertProject(db, { name: 'x', createdAt: 1, openedAt: 1 });
      events.tell(changed);
      throw new Error('rolled back');
    })
    .catch(() => {});
  await events.flush();
  expect(seqs(heard)).toEqual([1]);
  expect(lines).toEqual([]);
  const again = await listening(opened);
  expect(seqs((await again.events.since(0)).events)).toEqual([1]);
});

test('a store that takes no more events still lets them be heard', async () => {
  const opened = await openedStore();
  const { events, heard, lines } = await listening(opened);
  await opened.store.db.schema.dropTable('events').execute();
  events.tell(changed);
  events.tell(changed);
  await events.flush();
  expect(seqs(heard)).toEqual([1, 2]);
  expect(lines[0]).toMatchObject({ message: 'events could not be kept' });
});
