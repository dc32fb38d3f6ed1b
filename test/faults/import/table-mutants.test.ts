import { describe, expect, it } from 'vitest';
import { AppError } from '#app/errors.ts';
import { TableReader } from '#main/importers/tables/reader-process.ts';
import type { TableShape } from '#main/importers/tables/source.ts';
import { RecordReader } from '#main/importers/texts/records.ts';
import { times } from '#test/helpers/counts.ts';
import { damaged } from '#test/helpers/damaged.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { gatheredTable, type Kept, keepTable, lookAtTable } from '#test/helpers/table-files.ts';
import { textFile } from '#test/helpers/text-files.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

const kinds = ['csv', 'tsv', 'jsonl'] as const;
type Kind = (typeof kinds)[number];

/** A seeded table of 60 rows, and where its rows begin. */
function valid(kind: Kind, seed: number): { head: string; body: string } {
  const random = drawn(seed);
  const time = (row: number) => new Date(Date.UTC(2024, 0, 1, row)).toISOString().slice(0, 16);
  const sky = () => random.pick(['sun', 'rain', 'déjà vu', '漢字']);
  const cells = (row: number) => [time(row), `${random.whole(-999, 999) / 10}`, sky(), random.pick(['yes', 'no', ''])];
  const rows = Array.from({ length: 60 }, (_, row) => cells(row));
  const names = ['time', 'temp', 'sky', 'wet'];
  if (kind === 'jsonl')
    return {
      head: '',
      body: rows.map((row) => `${JSON.stringify(Object.fromEntries(row.map((cell, i) => [names[i], cell])))}\n`).join(''),
    };
  const delimiter = kind === 'csv' ? ',' : '\t';
  const written = (cell: string) =>
    kind === 'csv' && random.whole(0, 3) === 0 ? `"${cell}${random.whole(0, 9) === 0 ? '\n' : ''}"` : cell;
  return { head: `${names.join(delimiter)}\n`, body: rows.map((row) => `${row.map(written).join(delimiter)}\n`).join('') };
}

const columns = [
  { name: 'time', type: 'date' },
  { name: 'temp', type: 'number' },
  { name: 'sky', type: 'category' },
  { name: 'wet', type: 'boolean' },
] as const;

interface Mutant {
  kind: Kind;
  path: string;
  bytes: Buffer;
  shape: TableShape;
}

/** Mutant n; its header is whole unless `all` may be damaged. */
function mutant(number: number, all = false): Mutant {
  const random = drawn(number);
  const kind = kinds[number % kinds.length] ?? 'csv';
  const { head, body } = valid(kind, number);
  const bytes = all ? damaged(Buffer.from(head + body), random) : Buffer.concat([Buffer.from(head), damaged(Buffer.from(body), random)]);
  const dialect = kind === 'jsonl' ? {} : { header: true, quotes: kind === 'csv', delimiter: kind === 'csv' ? ',' : '\t' };
  return { kind, bytes, path: textFile(`x.${kind}`, bytes), shape: { encoding: 'utf-8', columns, ...dialect } };
}

/** Where rows begin and lines are that are none. */
function expectedPlaces({ kind, bytes }: Mutant): number[] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const places: number[] = [];
  if (kind === 'jsonl') {
    for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) if (line.trim() !== '') places.push(i + 1);
    return places;
  }
  const dialect = { delimiter: kind === 'csv' ? ',' : '\t', quotes: kind === 'csv' };
  new RecordReader(dialect, [], { record: (_, __, line) => places.push(line), problem: (line) => places.push(line) }).feed(text, true);
  return places.slice(1);
}

const expectedErrors = ['text-no-rows', 'column-unknown'];
const count = times(100, 10_000);

async function linesOf({ stored, skipped }: Kept): Promise<number[]> {
  const { lines } = await stored.rowsAt({ from: 0, to: stored.rows });
  return [...lines, ...skipped.map(({ place }) => Number(place))].sort((one, other) => one - other);
}

describe(`${count} damaged tables`, () => {
  it('are accounted for to the row: every one is kept or listed', async () => {
    let skipped = 0;
    for (let number = 0; number < count; number += 1) {
      const made = mutant(number);
      const kept = await keepTable(made.path, made.shape).catch((error: unknown) => {
        // What is left may be nothing at all.
        if (error instanceof AppError && expectedErrors.includes(error.code)) return null;
        throw error;
      });
      if (kept === null) continue;
      skipped += kept.skipped.length;
      expect(await linesOf(kept), `mutant ${number} (${made.kind})`).toEqual(expectedPlaces(made));
      const { missing = 0, categories } = kept.stored.columns[2] ?? {};
      expect((categories ?? []).reduce((sum, { rows }) => sum + rows, missing)).toBe(kept.stored.rows);
    }
    expect(skipped).toBeGreaterThan(count);
  });

  it('are looked at, guessed and kept without another error than one for the user', async () => {
    let kept = 0;
    for (let number = 0; number < count; number += 1) {
      const { path } = mutant(number + 500_000, true);
      try {
        expect((await lookAtTable(path)).columns.length).toBeGreaterThan(0);
        kept += (await keepTable(path)).stored.rows;
      } catch (error) {
        expect(error, `mutant ${number + 500_000}`).toBeInstanceOf(AppError);
      }
    }
    expect(kept).toBeGreaterThan(10 * count);
  });

  const processes = times(10, 500);
  it(`${processes} of them cost no process its life`, async () => {
    const deaths: unknown[] = [];
    for (let number = 0; number < processes; number += 1) {
      const { path, shape } = mutant(number + 1_000_000);
      const reader = new TableReader(path, shape, { onTrouble: (what, facts) => deaths.push({ what, facts, number }) });
      const folder = temporaryFolder();
      const here = await keepTable(path, shape).catch((error: unknown) => error);
      const there = await gatheredTable(folder, reader.keep({}, { folder, what: 'the rows' })).catch((error: unknown) => error);
      if (here instanceof AppError) expect(there).toMatchObject({ code: here.code, message: here.message });
      else expect((there as Kept).told).toEqual((here as Kept).told); // What is no AppError has been kept.
    }
    expect(deaths).toEqual([]);
  });
});
