import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { News } from '#app/contract/events.ts';
import { Pace } from '#main/events/pace.ts';
import { aJob } from '#test/helpers/news.ts';

let passed: News[];
let pace: Pace;
const done = () => passed.map((news) => (news.type === 'job' ? news.job.done : null));

beforeEach(() => {
  vi.useFakeTimers();
  passed = [];
  pace = new Pace(100, (news) => passed.push(news));
});
afterEach(() => vi.useRealTimers());

test('lets the first telling through at once', () => {
  pace.tell({ type: 'job', job: aJob(1, { done: 1 }) });
  expect(done()).toEqual([1]);
});

test('holds what comes within the interval and lets the newest of it through', () => {
  for (const each of [1, 2, 3, 4]) pace.tell({ type: 'job', job: aJob(1, { done: each }) });
  expect(done()).toEqual([1]);
  vi.advanceTimersByTime(100);
  expect(done()).toEqual([1, 4]);
});

test('tells a job a thousand times a second at most ten times', () => {
  for (let tell = 0; tell < 1000; tell++) {
    pace.tell({ type: 'job', job: aJob(1, { done: tell }) });
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(100);
  expect(passed.length).toBeLessThanOrEqual(11);
  expect(done().at(-1)).toBe(999);
});

test('a new state goes at once and is the last word', () => {
  pace.tell({ type: 'job', job: aJob(1, { done: 1 }) });
  pace.tell({ type: 'job', job: aJob(1, { done: 2 }) });
  pace.tell({ type: 'job', job: aJob(1, { done: 3, state: 'done' }) });
  expect(done()).toEqual([1, 3]);
  vi.advanceTimersByTime(1000);
  expect(done()).toEqual([1, 3]);
});

test('objects do not wait for one another', () => {
  pace.tell({ type: 'job', job: aJob(1, { done: 1 }) });
  pace.tell({ type: 'job', job: aJob(2, { done: 2 }) });
  expect(done()).toEqual([1, 2]);
});

test('never holds news that each count', () => {
  for (let tell = 0; tell < 5; tell++) pace.tell({ type: 'changed', what: 'models', project: null, id: null });
  expect(passed).toHaveLength(5);
});

test('flush lets through what waits', () => {
  pace.tell({ type: 'job', job: aJob(1, { done: 1 }) });
  pace.tell({ type: 'job', job: aJob(1, { done: 2 }) });
  pace.flush();
  expect(done()).toEqual([1, 2]);
});
