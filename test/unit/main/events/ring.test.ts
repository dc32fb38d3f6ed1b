import { expect, test } from 'vitest';
import type { Event } from '#app/contract/events.ts';
import { EventRing } from '#main/events/ring.ts';
import { aJob } from '#test/helpers/news.ts';

const changed = (seq: number): Event => ({ seq, at: 1, type: 'changed', what: 'models', project: null, id: null });
const job = (seq: number, id: number): Event => ({ seq, at: 1, type: 'job', job: aJob(id) });
const seqs = (events: Event[] | null) => events?.map((event) => event.seq) ?? null;

test('gives what came after a number, in order', () => {
  const ring = new EventRing(0, 10);
  for (const seq of [1, 2, 3]) ring.push(changed(seq));
  expect(seqs(ring.after(1))).toEqual([2, 3]);
});

test('keeps only the newest of an object that travels whole', () => {
  const ring = new EventRing(0, 10);
  ring.push(job(1, 7));
  ring.push(changed(2));
  ring.push(job(3, 7));
  ring.push(job(4, 8));
  expect(seqs(ring.after(0))).toEqual([2, 3, 4]);
});

test('a thousand tellings of one object push nothing else out', () => {
  const ring = new EventRing(0, 10);
  ring.push(changed(1));
  for (let seq = 2; seq < 1002; seq++) ring.push(job(seq, 7));
  expect(seqs(ring.after(0))).toEqual([1, 1001]);
});

test('says so when something asked for has been let go', () => {
  const ring = new EventRing(0, 3);
  for (let seq = 1; seq <= 5; seq++) ring.push(changed(seq));
  expect(ring.after(1)).toBeNull();
  expect(seqs(ring.after(2))).toEqual([3, 4, 5]);
});

test('does not answer for what was told before it began', () => {
  const ring = new EventRing(40, 3);
  ring.push(changed(41));
  expect(ring.after(39)).toBeNull();
  expect(seqs(ring.after(40))).toEqual([41]);
});
