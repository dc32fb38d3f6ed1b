import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTable } from '#main/datasets/columns/stored-table.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { cellsOf, keepContent } from '#test/helpers/table-files.ts';

const rows = 140_000;
/** Every 1000th line is no row. */
const content = (() => {
  const random = drawn(1);
  const row = (number: number) =>
    number % 1000 === 999 ? 'x' : `${number},${random.whole(0, 999) / 10},${random.pick(['b10', 'b9', 'a'])}`;
  return `id,value,kind\n${Array.from({ length: rows }, (_, number) => row(number)).join('\n')}\n`;
})();

describe('a table of several blocks', () => {
  it('gives parts of columns, rows in any order, and lines', async () => {
    const { stored, skipped } = await keepContent(content);
    expect([stored.rows, skipped.length]).toEqual([rows - rows / 1000, rows / 1000]);
    const ids = await stored.numbers('id');
    expect([...(await stored.numbers('id', 65_530, 65_540))]).toEqual([...ids.subarray(65_530, 65_540)]);
    const asked = [130_000, 0, 65_536, 65_535, 999, 130_000];
    const { lines, columns } = await stored.rowsAt(asked);
    expect([...lines]).toEqual(asked.map((row) => (ids[row] ?? 0) + 2));
    expect(columns[0]).toEqual(asked.map((row) => ids[row]));
    expect(await stored.lineOf(999)).toBe(1002);
    const codes = await stored.codes('kind', 0, 3);
    expect(stored.columns[2]?.categories?.map(({ name }) => name)).toEqual(['a', 'b9', 'b10']);
    expect(Array.from(codes, (code) => stored.columns[2]?.categories?.[code]?.name)).toEqual((await stored.rowsAt([0, 1, 2])).columns[2]);
    await expect(stored.rowsAt([stored.rows])).rejects.toThrow('There is no row');
    await expect(stored.numbers('kind')).rejects.toMatchObject({ code: 'column-other' });
    await expect(stored.codes('nowhere')).rejects.toMatchObject({ code: 'column-unknown' });
  });

  it('has the facts of all its rows', async () => {
    const { stored } = await keepContent(content);
    const values = await stored.numbers('value');
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    const [, facts] = stored.columns;
    expect([facts?.least, facts?.most, facts?.missing]).toEqual([0, 99.9, 0]);
    expect(facts?.mean).toBeCloseTo(mean, 10);
    expect(facts?.deviation).toBeCloseTo(deviation, 10);
  });
});

describe('a table that is damaged is told as that', () => {
  it.each<[string, (folder: string) => void]>([
    ['a block is missing', (folder) => rmSync(join(folder, 'rows-00000.bin'))],
    ['a block is cut off', (folder) => truncateSync(join(folder, 'rows-00000.bin'), 113)],
    ['a block is none', (folder) => writeFileSync(join(folder, 'rows-00000.bin'), Buffer.alloc(5000))],
    ['a block is another', (folder) => changed(folder, 'rows-00000.bin', (bytes) => bytes.writeUInt32LE(7, 8))],
    ['a column lies elsewhere', (folder) => changed(folder, 'rows-00000.bin', (bytes) => bytes.writeUInt32LE(2 ** 31, 16 + 32 + 8))],
  ])('%s', async (_, damage) => {
    const kept = await keepContent('a,b\n1,x\n7,y\n3,x\n');
    damage(kept.folder);
    await expect(cellsOf(kept)).rejects.toMatchObject({ code: 'dataset-damaged' });
  });

  it.each<[string, string | null]>([
    ['there is none', null],
    ['is no JSON', '{"rows": 3'],
    ['is another thing', '{"rows": -3, "rowsPerBlock": 0, "columns": []}'],
  ])('its description %s', async (_, text) => {
    const { folder } = await keepContent('a,b\n1,x\n');
    rmSync(join(folder, 'columns.json'));
    if (text !== null) writeFileSync(join(folder, 'columns.json'), text);
    await expect(openTable(folder)).rejects.toMatchObject({ code: 'dataset-damaged' });
  });
});

function changed(folder: string, name: string, change: (bytes: Buffer) => void): void {
  const bytes = readFileSync(join(folder, name));
  change(bytes);
  writeFileSync(join(folder, name), bytes);
}
