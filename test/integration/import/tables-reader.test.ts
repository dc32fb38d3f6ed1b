import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { TableReader } from '#main/importers/tables/reader-process.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { untilGone } from '#test/helpers/processes.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { gatheredTable } from '#test/helpers/table-files.ts';
import { textFile } from '#test/helpers/text-files.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

/** A table of a time, two numbers, a category and a boolean, some of them missing. */
function drawnTable(rows: number): string {
  const random = drawn(11);
  const some = (cell: string) => (random.whole(0, 9) === 0 ? '' : cell);
  const cells = () => [
    some(new Date(random.whole(0, 2 ** 41)).toISOString()),
    some(`${random.whole(-(2 ** 40), 2 ** 40) / 1000}`),
    some(`${random.whole(-9, 9) / 7}`),
    some(random.pick(['rose', '"a, b"', '"say ""so"""', 'élan'])),
    some(random.pick(['true', 'false'])),
  ];
  return textFile('x.csv', `time,a,b,kind,wet\n${Array.from({ length: rows }, () => cells().join(',')).join('\n')}\n`);
}

const options = (folder: string) => ({ folder, what: 'the rows' });

describe('a table in a process of its own', () => {
  it('of 10,000 rows is what DuckDB reads', async () => {
    const path = drawnTable(10_000);
    const folder = temporaryFolder();
    const { stored, skipped } = await gatheredTable(folder, new TableReader(path).keep({}, options(folder)));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const theirs = await connection.runAndReadAll(
      `select epoch_us(time)::double / 1000, a, b, kind, wet::double from read_csv('${path}', header = true, types = {'time': 'timestamptz', 'a': 'double', 'b': 'double', 'kind': 'varchar', 'wet': 'boolean'})`,
    );
    connection.closeSync();
    expect(skipped).toEqual([]);
    expect((await stored.rowsAt({ from: 0, to: stored.rows })).columns).toEqual(theirs.getColumns());
    expect(stored.columns.map(({ type }) => type)).toEqual(['date', 'number', 'number', 'category', 'boolean']);
  });

  it('is looked at there, and says how it was', async () => {
    const look = await new TableReader(drawnTable(1000)).look();
    expect(look).toMatchObject({ kind: 'table', rows: { count: 1000, exact: true }, looked: 1000, problems: [] });
  });

  it('tells of each block, of all rows at the end, and how far it is', async () => {
    const path = drawnTable(150_000);
    const folder = temporaryFolder();
    const done: number[] = [];
    const reader = new TableReader(path);
    const blocks = reader.keep({ before: (await reader.look()).state }, options(folder), undefined, (bytes) => done.push(bytes));
    const items: (number | undefined)[] = [];
    let block = await blocks.next();
    for (; !block.done; block = await blocks.next()) items.push(block.value.rows?.items ?? block.value.table?.rows);
    expect(items).toEqual([65_536, 65_536, 18_928, 150_000]);
    expect(block.value).toEqual({ given: 150_000, skipped: 0 });
    expect(done.at(-1)).toBeGreaterThan(5e6);
    expect(readdirSync(folder).sort()).toEqual(['columns.json', 'rows-00000.bin', 'rows-00001.bin', 'rows-00002.bin']);
  });

  it('a cancellation is heard in less than a second, and leaves no process', async () => {
    const cancel = new AbortController();
    const folder = temporaryFolder();
    const reader = new TableReader(drawnTable(400_000));
    const blocks = reader.keep({}, options(folder), cancel.signal);
    await blocks.next();
    const [pid = 0] = reader.pids;
    const start = performance.now();
    const rest = gatheredTable(folder, blocks);
    cancel.abort(new Error('enough'));
    await expect(rest).rejects.toThrow('enough');
    await untilGone(pid, 2);
    expectBelow(performance.now() - start, 1000);
  });

  it('one that is killed is an error that names the file', async () => {
    const folder = temporaryFolder();
    const path = drawnTable(400_000);
    const reader = new TableReader(path);
    const blocks = reader.keep({}, options(folder));
    await blocks.next();
    process.kill(reader.pids[0] ?? 0, 'SIGKILL');
    await expect(gatheredTable(folder, blocks)).rejects.toMatchObject({
      code: 'text-reader-ended',
      message: `${path} must be read to its end; the process that read it was ended by SIGKILL.`,
    });
  });

  it.each<[string, (path: string) => void, string]>([
    ['grew', (path) => appendFileSync(path, ',1,2,rose,true\n'), 'text-file-changed'],
    ['vanished', (path) => rmSync(path), 'file-missing'],
  ])('a file that %s since the look is refused', async (_, change, code) => {
    const path = drawnTable(100);
    const reader = new TableReader(path);
    const { state } = await reader.look();
    change(path);
    const folder = temporaryFolder();
    await expect(gatheredTable(folder, reader.keep({ before: state }, options(folder)))).rejects.toMatchObject({ code });
  });

  it('a column that the file has not is refused, and a folder that is not there', async () => {
    const path = drawnTable(100);
    const folder = temporaryFolder();
    const asked = new TableReader(path, { columns: [{ name: 'nowhere', type: 'number' }] });
    await expect(gatheredTable(folder, asked.keep({}, options(folder)))).rejects.toMatchObject({ code: 'column-unknown' });
    const elsewhere = `${folder}/none`;
    await expect(gatheredTable(elsewhere, new TableReader(path).keep({}, options(elsewhere)))).rejects.toMatchObject({
      code: 'write-failed',
    });
  });
});
