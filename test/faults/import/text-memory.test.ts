import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { memoryOf, residentBytes } from '#main/bench/resident.ts';
import { bundledNode } from '#main/entries.ts';
import { times } from '#test/helpers/counts.ts';
import { untilGone } from '#test/helpers/processes.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { textFile, writeReviews } from '#test/helpers/text-files.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

const canMeasure = residentBytes(process.pid) > 0;
const rows = times(300_000, 1_000_000);

/** Starts a program of this folder with a reader of its own, and hears what it says. */
function owner(program: 'text-owner.ts' | 'text-importer.ts', ...given: string[]) {
  const child = spawn(bundledNode(), [join(import.meta.dirname, program), ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

/** Reads a file of so many reviews in processes of their own; what was said at the end, and the most memory all had together. */
async function read(path: string): Promise<{ said: Record<string, number>; most: number }> {
  const { child, lines } = owner('text-owner.ts', path);
  const memory = memoryOf(child.pid ?? -1);
  await lines.next();
  const { value } = await lines.next();
  const { most } = await memory.stop();
  return { said: JSON.parse(value ?? '{}'), most };
}

/** What text-importer.ts says. */
interface Imported {
  state: string;
  left: string;
  items: number;
  skipped: number;
  seconds: number;
  silence: number;
  cancelled: number | null;
}

/** Imports a file of reviews in processes of its own, cancelled where it is said at which share; and the most memory all had together. */
async function imported(path: string, cancelAt?: number): Promise<{ said: Imported; most: number }> {
  const { child, lines } = owner('text-importer.ts', temporaryFolder(), path, ...(cancelAt === undefined ? [] : [`${cancelAt}`]));
  const closed = once(child, 'close');
  const memory = memoryOf(child.pid ?? -1);
  const { value } = await lines.next();
  const { most } = await memory.stop();
  await closed;
  return { said: JSON.parse(value ?? '{}'), most };
}

it(`${rows} reviews are read and handed over whole, in less than 600 MB over all processes and never silent`, async () => {
  const path = textFile('reviews.csv', '');
  const bytes = writeReviews(path, rows);
  const { said, most } = await read(path);
  console.log(`${bytes / 1e6} MB in ${said['seconds']} s, ${most / 1e6} MB resident, ${said['silence']} ms between two words`);
  expect(said).toMatchObject({ given: rows, skipped: 0, bytes });
  if (canMeasure) expect(most).toBeLessThan(600e6);
  expect(said['silence']).toBeLessThan(2000);
  // 20 MB/s, where the machine is our own.
  expectBelow(Number(said['seconds']) * 1000, bytes / 20e3);
});

it.skipIf(!process.env['UNFOLD_LONG'])('1 GB of reviews (skipped: only in npm run test:long)', async () => {
  const path = textFile('reviews.csv', '');
  const bytes = writeReviews(path, 6_500_000);
  expect(bytes).toBeGreaterThan(1e9);
  const { said, most } = await read(path);
  console.log(`${bytes / 1e6} MB in ${said['seconds']} s, ${most / 1e6} MB resident, ${said['silence']} ms between two words`);
  expect(said).toMatchObject({ given: 6_500_000, skipped: 0, bytes });
  if (canMeasure) expect(most).toBeLessThan(600e6);
  expect(said['silence']).toBeLessThan(2000);
});

const small = times(100_000, 1_000_000);

it(`${small} reviews become a dataset, in less than 600 MB over all processes and never silent`, async () => {
  const path = textFile('reviews.csv', '');
  const bytes = writeReviews(path, small);
  const { said, most } = await imported(path);
  console.log(`${bytes / 1e6} MB in ${said.seconds} s, ${most / 1e6} MB resident, ${said.silence} ms between two words`);
  expect(said).toMatchObject({ state: 'done', left: 'ready', items: small, skipped: 0 });
  if (canMeasure) expect(most).toBeLessThan(600e6);
  expectBelow(said.silence, 2000);
});

it.each([0.2, 0.5])('an import that is cancelled at %d of it ends as that, and can be begun anew', async (share) => {
  const path = textFile('reviews.csv', '');
  writeReviews(path, small);
  const { said } = await imported(path, share);
  expect(said).toMatchObject({ state: 'cancelled', left: 'incomplete' });
  expectBelow(Number(said.cancelled), 1000);
});

it.skipIf(!process.env.UNFOLD_LONG)('1 GB of reviews becomes a dataset (skipped: only in npm run test:long)', async () => {
  const path = textFile('reviews.csv', '');
  const bytes = writeReviews(path, 6_500_000);
  const { said, most } = await imported(path);
  console.log(`${bytes / 1e6} MB in ${said.seconds} s, ${most / 1e6} MB resident, ${said.silence} ms between two words`);
  expect(said).toMatchObject({ state: 'done', left: 'ready', items: 6_500_000, skipped: 0 });
  if (canMeasure) expect(most).toBeLessThan(600e6);
  expect(said.silence).toBeLessThan(2000);
});

it.skipIf(!process.env.UNFOLD_LONG).each([0.2, 0.55, 0.7, 0.85])(
  '1 GB that is cancelled at %d of it ends in less than a second (skipped: only in npm run test:long)',
  async (share) => {
    const path = textFile('reviews.csv', '');
    writeReviews(path, 6_500_000);
    const { said } = await imported(path, share);
    expect(said).toMatchObject({ state: 'cancelled', left: 'incomplete' });
    expect(said.cancelled).toBeLessThan(1000);
  },
);

it('kill -9 of who reads leaves no reader', async () => {
  const path = textFile('reviews.csv', '');
  writeReviews(path, 300_000);
  const { child, lines } = owner('text-owner.ts', path);
  const { value } = await lines.next();
  const { reader } = JSON.parse(value ?? '{}') as { reader: number }; // text-owner.ts writes it
  expect(reader).toBeGreaterThan(0);
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  await untilGone(reader, 3);
});
