import { describe, expect, it } from 'vitest';
import { AppError } from '#app/errors.ts';
import { rowsPerBlock } from '#main/datasets/columns/table-files.ts';
import { TableReader } from '#main/importers/tables/reader-process.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { cellsOf, keepContent, keepTable, lookAtContent, lookAtTable, skippedOf } from '#test/helpers/table-files.ts';
import { textFile } from '#test/helpers/text-files.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

describe('what stands in tables', () => {
  it('a column may be called as JavaScript calls its own', async () => {
    for (const [name, content] of [
      ['x.csv', '__proto__,constructor,toString\n1,a,2\n3,b,4\n'],
      ['x.jsonl', '{"__proto__": 1, "constructor": "a", "toString": 2}\n{"__proto__": 3, "constructor": "b", "toString": 4}\n'],
    ] as const) {
      const kept = await keepContent(content, {}, name);
      expect(kept.stored.columns.map((column) => column.name)).toEqual(['__proto__', 'constructor', 'toString']);
      expect(await kept.stored.numbers('__proto__')).toEqual(Float64Array.of(1, 3));
      expect((await cellsOf(kept)).columns[1]).toEqual(['a', 'b']);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('2,000 columns are kept, more are refused', async () => {
    const names = Array.from({ length: 2001 }, (_, column) => `c${column}`);
    const table = (width: number) =>
      `${names.slice(0, width).join(',')}\n${Array.from({ length: 2100 }, (_, row) =>
        names
          .slice(0, width)
          .map((_name, column) => (row + column) % 100)
          .join(','),
      ).join('\n')}`;
    const kept = await keepContent(table(2000));
    expect(kept.stored.rows).toBe(2100);
    expect(kept.told.filter(({ rows }) => rows !== null).length).toBe(Math.ceil(2100 / rowsPerBlock(2000)));
    expect([...(await kept.stored.numbers('c1999', 2098, 2100))]).toEqual([97, 98]);
    await expect(lookAtContent(table(2001))).rejects.toMatchObject({ code: 'table-too-wide' });
    await expect(keepContent(table(2001))).rejects.toMatchObject({ code: 'table-too-wide' });
  });

  it('NUL bytes are told where they stand', async () => {
    const kept = await keepContent(`a,b\n1,x\n2,y\0\n3\0,z\n${'4,w\n'.repeat(20)}`, {
      header: true,
      columns: [{ name: 'a', type: 'number' }],
    });
    expect(skippedOf(kept)).toEqual([
      [3, 'b', 'b must be a text; it holds a NUL character'],
      [4, 'a', 'a must be a number; got "3 "'],
    ]);
  });

  it('bytes that are no text are told where they stand', async () => {
    const kept = await keepContent(Buffer.from('a,b\n1,x\n2,\xff\n3,y\n', 'latin1'), { encoding: 'utf-8' });
    expect(skippedOf(kept)).toEqual([[3, 'b', 'b must be a text; it holds bytes that are no text in the encoding of the file']]);
  });

  it.each([
    ['\n', 'a,b\n1,x\n2,y\n3,x\n'],
    ['mixed', 'a,b\r\n1,x\n2,y\r3,x'],
    ['empty lines between', 'a,b\n\n1,x\r\n\r\n2,y\n\n\n3,x\n\n'],
  ])('lines end as they may: %s', async (_, content) => {
    expect((await cellsOf(await keepContent(content))).columns).toEqual([
      [1, 2, 3],
      ['x', 'y', 'x'],
    ]);
  });

  it.each<[string, Buffer]>([
    ['UTF-8 with a mark', Buffer.from('\uFEFFa,b\n1,é\n2,漢\n')],
    ['UTF-16', Buffer.from('\uFEFFa,b\n1,é\n2,漢\n', 'utf16le')],
    ['UTF-16 the other way round', Buffer.from('\uFEFFa,b\n1,é\n2,漢\n', 'utf16le').swap16()],
  ])('%s', async (_, bytes) => {
    const kept = await keepContent(bytes);
    expect(await cellsOf(kept)).toEqual({
      lines: [2, 3],
      columns: [
        [1, 2],
        ['é', '漢'],
      ],
    });
  });

  it('a quote that nothing closes costs its line', async () => {
    const kept = await keepContent(`a,b\n1,x\n2,"y\n3,z\n`, { quotes: true, header: true });
    expect(await cellsOf(kept)).toEqual({
      lines: [2, 4],
      columns: [
        [1, 3],
        ['x', 'z'],
      ],
    });
    expect(skippedOf(kept)).toEqual([[3, 'a quote is not closed']]);
  });

  it('one row is a table', async () => {
    expect(await cellsOf(await keepContent('a,b\n1,x\n'))).toEqual({ lines: [2], columns: [[1], ['x']] });
    expect(await cellsOf(await keepContent('7', { header: false }))).toEqual({ lines: [1], columns: [[7]] });
  });

  it('rows that are all skipped leave an empty table', async () => {
    const kept = await keepContent('a\nx\ny\n', { header: true, columns: [{ name: 'a', type: 'number' }] });
    expect(kept.stored.rows).toBe(0);
    expect(kept.stored.columns).toMatchObject([{ missing: 0, least: null, mean: null }]);
    expect(kept.skipped.length).toBe(2);
  });
});

describe('what is no table', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', 'text-file-empty'],
    ['a header alone', 'a,b\n', 'text-no-rows'],
    ['empty lines', '\n\r\n\n', 'text-no-rows'],
    ['zeros', new Uint8Array(5000), 'text-file-other'],
    ['a list of JSON', '[{"a": 1}]', 'json-no-lines'],
    ['half a Parquet file', Buffer.from('PAR1\x15\x04\x15\x10', 'latin1'), 'parquet-unreadable'],
  ])('%s is an error', async (_, content, code) => {
    const name = code === 'json-no-lines' ? 'x.jsonl' : code === 'parquet-unreadable' ? 'x.parquet' : 'x.csv';
    await expect(lookAtContent(content, {}, name)).rejects.toMatchObject({ code });
    await expect(keepContent(content, {}, name)).rejects.toMatchObject({ code });
  });

  it('a folder or a pipe is not waited for', async () => {
    await expect(lookAtTable(temporaryFolder())).rejects.toMatchObject({ code: 'text-file-other' });
    await expect(lookAtTable('/dev/zero')).rejects.toMatchObject({ code: 'text-file-other' });
    await expect(lookAtTable('/dev/zero', { kind: 'parquet' })).rejects.toMatchObject({ code: 'text-file-other' });
  });

  it.each<[string, string]>([
    ['json-lines', '{"a": 1}\n{"a": 2}\n'],
    ['table', 'a;b\n1;2\n'],
  ])('without an ending, the first bytes tell that it is %s', async (kind, content) => {
    expect(await lookAtContent(content, {}, 'x')).toMatchObject({ kind });
  });

  it('damaged Parquet files cost no process its life', async () => {
    const whole = await parquet();
    for (let number = 0; number < 12; number += 1) {
      const random = drawn(number);
      const bytes = Buffer.from(whole);
      for (let i = 0; i < 20; i += 1) bytes[random.whole(4, bytes.length - 9)] = random.whole(0, 255);
      const deaths: unknown[] = [];
      const reader = new TableReader(textFile('x.parquet', bytes), {}, { onTrouble: (what, facts) => deaths.push([what, facts]) });
      const folder = temporaryFolder();
      try {
        for await (const _ of reader.keep({}, { folder, what: 'the rows' }));
      } catch (error) {
        expect(error, `number ${number}`).toBeInstanceOf(AppError);
      }
      expect(deaths, `number ${number}`).toEqual([]);
    }
  });

  it('more categories than there may be end the import, and say what to do', async () => {
    const rows = Array.from({ length: 100_001 }, (_, row) => `${row},n${row}`).join('\n');
    const path = textFile('x.csv', `a,b\n${rows}\n`);
    await expect(keepTable(path, { columns: [{ name: 'b', type: 'category' }] })).rejects.toMatchObject({
      code: 'categories-too-many',
      remedy: 'Say that the column holds free text, which is left out, or numbers.',
    });
  });

  it('a table of nothing but free text is refused', async () => {
    await expect(keepContent('a\nb\n', { columns: [{ name: 'a', type: 'text' }], header: true })).rejects.toMatchObject({
      code: 'columns-none',
    });
  });
});

/** A Parquet file of 1000 rows. */
async function parquet(): Promise<Buffer> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const { readFile } = await import('node:fs/promises');
  const path = textFile('whole.parquet', '');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`copy (select range::double as a, 'w' || range % 7 as b from range(1000)) to '${path}' (format parquet)`);
  connection.closeSync();
  return readFile(path);
}
