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

/** Writes a table of a time, four numbers and a category. */
function weather(count: number): string {
  const random = drawn(5);
  const path = textFile('weather.csv', 'time,temp,pressure,wind,humidity,sky\n');
  const file = openSync(path, 'a');
  for (let row = 0, text = ''; row < count; row += 1) {
    const numbers = Array.from({ length: 4 }, () => random.whole(-9999, 9999) / 100);
    text += `${new Date(Date.UTC(2004, 0, 1) + row * 60_000).toISOString().slice(0, 19)},${numbers.join(',')},${random.pick(['sun', 'rain', 'fog'])}\n`;
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
