import { appendFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unpacked } from '#main/importers/texts/packed.ts';
import { TextReader } from '#main/importers/texts/reader-process.ts';
import { untilGone } from '#test/helpers/processes.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { gathered, pairs, textFile, writeReviews } from '#test/helpers/text-files.ts';

const options = { text: 'review', label: 'sentiment' };

function reviews(rows: number): { path: string; bytes: number } {
  const path = textFile('reviews.csv', '');
  return { path, bytes: writeReviews(path, rows) };
}

/** Takes the first batch, and says what is left to take. */
async function begun(reader: TextReader, signal?: AbortSignal) {
  const batches = reader.rows(options, signal);
  const first = await batches.next();
  expect(first.done).toBe(false);
  const pid = reader.pids[0] ?? -1;
  expect(pid).toBeGreaterThan(0);
  return { batches, pid };
}

describe('a reader of its own', () => {
  it('gives what reading here gives, and says how many', async () => {
    const { path } = reviews(20_000);
    const reader = new TextReader(path);
    expect(await reader.look()).toMatchObject({ kind: 'table', suggested: options });
    const seen: [number, number][] = [];
    const batches = reader.rows(options, undefined, (done, total) => seen.push([done, total]));
    const texts: unknown[] = [];
    let end = await batches.next();
    for (; !end.done; end = await batches.next()) texts.push(...unpacked(end.value.texts));
    expect(end.value).toEqual({ given: 20_000, skipped: 0 });
    expect(texts.length).toBe(20_000);
    const last = seen.at(-1);
    expect(last?.[0]).toBeGreaterThan(0);
    expect(last?.[0]).toBe(last?.[1]);
    expect(reader.pids).toEqual([]);
  });

  it('ends with the loop that takes from it', async () => {
    const reader = new TextReader(reviews(100_000).path);
    let pid = -1;
    for await (const batch of reader.rows(options)) {
      expect(batch.places.length).toBeGreaterThan(0);
      [pid = -1] = reader.pids;
      break;
    }
    expect(reader.pids).toEqual([]);
    await untilGone(pid, 2);
  });

  it('waits for who takes: a few batches ahead, no more', async () => {
    const reader = new TextReader(reviews(200_000).path);
    const done: number[] = [];
    const batches = reader.rows(options, undefined, (at) => done.push(at));
    await batches.next();
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const waited = done.at(-1) ?? 0;
    // The heartbeat comes at least every second, also while nothing is read.
    expect(done.length).toBeGreaterThan(2);
    expect(waited).toBeLessThan(12e6);
    expect((await gathered(batches)).rows.length).toBeGreaterThan(190_000);
  });

  it('a cancellation is heard in less than a second, and leaves no process', async () => {
    const cancel = new AbortController();
    const { batches, pid } = await begun(new TextReader(reviews(80_000).path), cancel.signal);
    const start = performance.now();
    const rest = gathered(batches);
    cancel.abort(new Error('enough'));
    await expect(rest).rejects.toThrow('enough');
    await untilGone(pid, 2);
    expectBelow(performance.now() - start, 1000);
  });

  it('is not begun where it was cancelled before', async () => {
    const reader = new TextReader(reviews(10).path);
    await expect(reader.look(AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
    await expect(gathered(reader.rows(options, AbortSignal.abort(new Error('enough'))))).rejects.toThrow('enough');
  });
});

describe('trouble', () => {
  it('a reader that is killed is an error that names the file, and the log hears of it', async () => {
    const told: unknown[] = [];
    const { path } = reviews(80_000);
    const reader = new TextReader(path, {}, { onTrouble: (what, facts) => told.push([what, facts['why']]) });
    const { batches, pid } = await begun(reader);
    process.kill(pid, 'SIGKILL');
    await expect(gathered(batches)).rejects.toMatchObject({
      code: 'text-reader-ended',
      message: `${path} must be read to its end; the process that read it was ended by SIGKILL.`,
    });
    expect(told).toEqual([['a reader of a file ended', 'was ended by SIGKILL']]);
  });

  it('one that hangs is given up after its patience', async () => {
    const reader = new TextReader(reviews(80_000).path, {}, { patienceSeconds: 1 });
    const { batches, pid } = await begun(reader);
    process.kill(pid, 'SIGSTOP');
    await expect(gathered(batches)).rejects.toMatchObject({
      code: 'text-reader-ended',
      message: expect.stringContaining('said nothing for 1 s'),
    });
    await untilGone(pid, 2);
  });

  it('a look that hangs is given up soon after its time', async () => {
    const reader = new TextReader(reviews(100).path);
    const look = reader.look(undefined, 100);
    process.kill(reader.pids[0] ?? -1, 'SIGSTOP');
    await expect(look).rejects.toMatchObject({ code: 'text-reader-ended', message: expect.stringContaining('took longer than 0.1 s') });
  });

  it('an expected error arrives as it was thrown', async () => {
    await expect(new TextReader('/no/such/file.csv').look()).rejects.toMatchObject({
      code: 'file-missing',
      message: 'The file must exist; /no/such/file.csv does not.',
    });
    await expect(gathered(new TextReader(reviews(10).path).rows({ text: 'x' }))).rejects.toMatchObject({ code: 'column-unknown' });
  });
});

describe('a file that changes', () => {
  it.each<[string, (path: string) => void, string]>([
    ['vanishes', (path) => rmSync(path), 'file-missing'],
    ['shrinks', (path) => truncateSync(path, 10), 'text-file-changed'],
    ['grows', (path) => appendFileSync(path, '1,more,good\n'), 'text-file-changed'],
    ['is written anew, as long as before', (path) => writeFileSync(path, Buffer.alloc(statSync(path).size, 'x')), 'text-file-changed'],
  ])('%s between look and reading', async (_, change, code) => {
    const { path } = reviews(100);
    const reader = new TextReader(path);
    const { state } = await reader.look();
    if (state === null) throw new Error('a file has a state');
    change(path);
    await expect(gathered(reader.rows({ ...options, before: state }))).rejects.toMatchObject({ code });
  });

  it.each<[string, (path: string) => void]>([
    ['shrinks', (path) => truncateSync(path, 3e6)],
    ['grows', (path) => appendFileSync(path, '1,more,good\n')],
  ])('%s while it is read', async (_, change) => {
    const { path } = reviews(200_000);
    const { batches } = await begun(new TextReader(path));
    change(path);
    await expect(gathered(batches)).rejects.toMatchObject({ code: 'text-file-changed' });
  });

  it('not at all is read whole', async () => {
    const reader = new TextReader(reviews(100).path);
    const { state } = await reader.look();
    if (state === null) throw new Error('a file has a state');
    expect(pairs(await gathered(reader.rows({ ...options, before: state }))).length).toBe(100);
  });
});
