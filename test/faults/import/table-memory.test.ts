import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { memoryOf, residentBytes } from '#main/bench/resident.ts';
import { bundledNode } from '#main/entries.ts';
import { times } from '#test/helpers/counts.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { untilGone } from '#test/helpers/processes.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { textFile } from '#test/helpers/text-files.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

const canMeasure = residentBytes(process.pid) > 0;
const rows = times(1_000_000, 10_000_000);

/** Writes a table of a time, four numbers and a category; of `outOfOrder` each thousandth row stands where a later one belongs. */
function weather(count: number, outOfOrder = false): string {
  const random = drawn(5);
  const path = textFile('weather.csv', 'time,temp,pressure,wind,humidity,sky\n');
  const file = openSync(path, 'a');
  for (let row = 0, text = ''; row < count; row += 1) {
    const numbers = Array.from({ length: 4 }, () => random.whole(-9999, 9999) / 100);
    const minute = outOfOrder && row % 1000 === 0 ? (row + count / 2) % count : row;
    text += `${new Date(Date.UTC(2004, 0, 1) + minute * 60_000).toISOString().slice(0, 19)},${numbers.join(',')},${random.pick(['sun', 'rain', 'fog'])}\n`;
    if (text.length < 2 ** 20 && row < count - 1) continue;
    writeSync(file, text);
    text = '';
  }
  closeSync(file);
  return path;
}

/** Starts a process that keeps a table, and hears what it says. */
function owner(path: string) {
  const program = join(import.meta.dirname, 'table-owner.ts');
  const child = spawn(bundledNode(), [program, path, temporaryFolder()], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

it(`${rows} rows are kept in less than 600 MB over all processes, and never silently`, async () => {
  const { child, lines } = owner(weather(rows));
  const memory = memoryOf(child.pid ?? -1);
  await lines.next();
  const { value } = await lines.next();
  const { most } = await memory.stop();
  const said = JSON.parse(value ?? '{}');
  console.log(`${rows} rows in ${said.seconds} s, ${most / 1e6} MB resident, ${said.silence} ms between two words`);
  expect(said).toMatchObject({ given: rows, skipped: 0 });
  if (canMeasure) expect(most).toBeLessThan(600e6);
  expectBelow(said.silence, 2000);
});

/** What table-importer.ts says. */
interface Imported {
  state: string;
  left: string;
  items: number;
  skipped: number;
  seconds: number;
  silence: number;
  /** Between which words that was. */
  silentAt: string;
  stage: string;
  leftBehind: boolean;
  cancelled: number | null;
}

const wishes = { tables: { kind: 'tables', targets: ['sky'] }, series: { kind: 'series', time: 'time', targets: ['temp'] } } as const;

/** Imports a table in processes of its own, cancelled where it is said at which share; and the most memory all had together. */
async function imported(path: string, kind: keyof typeof wishes, cancelAt?: number): Promise<{ said: Imported; most: number }> {
  const program = join(import.meta.dirname, 'table-importer.ts');
  const given = [program, temporaryFolder(), path, JSON.stringify(wishes[kind]), ...(cancelAt === undefined ? [] : [`${cancelAt}`])];
  const child = spawn(bundledNode(), given, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const memory = memoryOf(child.pid ?? -1);
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const { most } = await memory.stop();
  await closed;
  return { said: JSON.parse(value ?? '{}'), most };
}

const whole = times(200_000, 10_000_000);
/** Items that are left of a series: windows of 24 rows and the next, none of which reaches over the end of its part. */
const cases = [
  ['a table', 'tables', false, whole],
  ['a series in order', 'series', false, whole - 24],
  ['a series out of order', 'series', true, whole - 24],
] as const;

it.each(cases)(`${whole} rows become %s, in less than 600 MB over all processes and never silent`, async (_, kind, outOfOrder, items) => {
  const { said, most } = await imported(weather(whole, outOfOrder), kind);
  console.log(`${whole} rows in ${said.seconds} s, ${most / 1e6} MB resident, ${said.silence} ms between ${said.silentAt}`);
  expect(said).toMatchObject({ state: 'done', left: 'ready', items, skipped: 0, leftBehind: false });
  if (canMeasure) expect(most).toBeLessThan(600e6);
  expectBelow(said.silence, 2000);
});

it('an import that is cancelled once it has read ends as that, and leaves nothing behind', async () => {
  const { said } = await imported(weather(whole, true), 'series', 0.5);
  expect(said).toMatchObject({ state: 'cancelled', left: 'incomplete', leftBehind: false });
  expectBelow(Number(said.cancelled), 1000);
});

it.skipIf(!process.env.UNFOLD_LONG).each([
  ['a table that is parted', 'tables', 0.65, 'Preparing'],
  ['a table that is fitted to', 'tables', 0.85, 'Preparing'],
  ['a series that is brought in order', 'series', 0.55, 'Bringing in order'],
  ['a series that is parted', 'series', 0.75, 'Preparing'],
] as const)('%s ends as cancelled in less than a second (skipped: only in npm run test:long)', async (_, kind, share, stage) => {
  const { said } = await imported(weather(whole, kind === 'series'), kind, share);
  console.log(`cancelled in ${said.cancelled} ms, ${said.stage}`);
  expect(said).toMatchObject({ state: 'cancelled', left: 'incomplete', stage, leftBehind: false });
  expect(said.cancelled).toBeLessThan(1000);
});

it('kill -9 of who keeps a table leaves no reader', async () => {
  const { child, lines } = owner(weather(1_000_000));
  const { value } = await lines.next();
  const { reader } = JSON.parse(value ?? '{}') as { reader: number }; // table-owner.ts writes it
  expect(reader).toBeGreaterThan(0);
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
  await untilGone(reader, 3);
});
