import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { draws } from '#app/runs/random.ts';
import { TableReader } from '#main/importers/tables/reader-process.ts';
import { memoryOf } from './resident.ts';
import type { Measurement, WorkloadOptions } from './workload.ts';

const usualRows = 1_000_000;
const usualRounds = 1;
const piece = 2 ** 20;
const minute = 60_000;
const begin = Date.UTC(2004, 0, 1);
const kinds = ['sunny', 'cloudy', 'rain', 'snow', 'fog', 'storm'];
/** Milliseconds between two looks at the memory. */
const sampledEvery = 300;

/**
 * The same in pandas: read, and written as Parquet; says how long it took and how many rows there were. The columns that are named are
 * read as dates, as we read them; pandas leaves them texts unless it is told.
 */
const peerScript = `
import json, os, resource, sys, time
import pandas
start, used = time.perf_counter(), time.process_time()
table = pandas.read_csv(sys.argv[1], parse_dates=sys.argv[3:])
table.to_parquet(sys.argv[2])
seconds, processor = time.perf_counter() - start, time.process_time() - used
print(json.dumps({"seconds": seconds, "processor": processor, "rows": len(table), "bytes": os.path.getsize(sys.argv[2]), "resident": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
`;
const peers = [
  { name: 'pandas, times left as texts', dates: [] },
  { name: 'pandas, times read', dates: ['time'] },
];
const round = z.object({ seconds: z.number(), processor: z.number(), rows: z.int(), bytes: z.int(), resident: z.int() });
type Round = Pick<z.infer<typeof round>, 'seconds' | 'rows' | 'bytes' | 'resident'>;

/**
 * From a table of a time, four numbers and a category to a dataset's blocks of columns: read, typed, checked and written by the process
 * that the Import button starts. With `--peer PYTHON`, an interpreter that has pandas and pyarrow, its read_csv and to_parquet take turns
 * on the same file, with the time as a text and as a time; the ratios are the medians of those within rounds.
 */
export async function tables({ rows: asked, rounds: wished, peer }: WorkloadOptions): Promise<Measurement> {
  const count = z.coerce.number().int().min(1);
  const [rows, rounds] = [count.parse(asked ?? usualRows), count.parse(wished ?? usualRounds)];
  const folder = await mkdtemp(join(tmpdir(), 'unfold-bench-'));
  try {
    const path = join(folder, 'weather.csv');
    await writeWeather(path, rows);
    const ours: Round[] = [];
    const theirs = peers.map(({ name, dates }) => ({ name, dates, rounds: [] as z.infer<typeof round>[] }));
    for (let number = 0; number < rounds; number += 1) {
      ours.push(await kept(path, join(folder, `kept-${number}`)));
      if (peer === undefined) continue;
      for (const each of theirs) each.rounds.push(await peerRound(peer, path, join(folder, 'table.parquet'), each.dates));
    }
    const best = ours.toSorted((one, other) => one.seconds - other.seconds)[0] ?? { seconds: 1, resident: 0 };
    const { size: bytes } = await stat(path);
    const read = { rows, bytes, seconds: best.seconds, residentBytes: Math.max(...ours.map(({ resident }) => resident)) };
    const measured = { workload: 'tables', engine: '-', samplesPerSecond: rows / best.seconds, import: read };
    if (peer === undefined) return measured;
    const compared = theirs.map(({ name, rounds: each }) => {
      const ratios = each.map(({ seconds }, at) => seconds / (ours[at]?.seconds ?? 1));
      return { name, ratio: median(ratios), ours, theirs: each };
    });
    return { ...measured, peers: compared };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const median = (values: number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;

/** Writes what a weather station notes every minute, the same for a seed. */
async function writeWeather(path: string, rows: number): Promise<void> {
  const random = draws(7);
  const file = await open(path, 'wx');
  try {
    let text = 'time,temp (°C),pressure (hPa),wind (m/s),humidity (%),sky\n';
    for (let row = 0; row < rows; row += 1) {
      const time = new Date(begin + row * minute).toISOString().slice(0, 19).replace('T', ' ');
      const numbers = [40 * random.next() - 10, 980 + 60 * random.next(), 30 * random.next(), 100 * random.next()];
      text += `${time},${numbers.map((number) => number.toFixed(2)).join(',')},${kinds[random.integer(kinds.length)]}\n`;
      if (text.length < piece) continue;
      await file.appendFile(text);
      text = '';
    }
    await file.appendFile(text);
  } finally {
    await file.close();
  }
}

async function kept(path: string, folder: string): Promise<Round> {
  await mkdir(folder);
  try {
    const memory = memoryOf(process.pid, sampledEvery);
    const start = performance.now();
    let [rows, bytes] = [0, 0];
    for await (const told of new TableReader(path).keep({}, { folder, what: 'the rows' })) {
      rows += told.rows?.items ?? 0;
      bytes += told.rows?.bytes ?? 0;
    }
    const seconds = (performance.now() - start) / 1000;
    return { seconds, rows, bytes, resident: (await memory.stop()).most };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function peerRound(python: string, path: string, into: string, dates: readonly string[]): Promise<z.infer<typeof round>> {
  const { stdout } = await promisify(execFile)(python, ['-c', peerScript, path, into, ...dates]);
  await rm(into);
  return round.parse(JSON.parse(stdout));
}
