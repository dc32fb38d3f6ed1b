import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { drawn } from '#test/helpers/drawn.ts';
import { lookAt, pairs, readTexts, reasons, textFile, writeReviews } from '#test/helpers/text-files.ts';

const reviews = 'id,review,sentiment\n1,"Great, really",good\n2,Awful,bad\n3,"Said ""no""\nand left",bad\n4,Fine,good\n';

describe('a look', () => {
  it('tells columns, types, a preview and what to take', async () => {
    expect(await lookAt(textFile('r.csv', reviews))).toMatchObject({
      kind: 'table',
      encoding: 'utf-8',
      dialect: { delimiter: ',', quotes: true, header: true },
      columns: [
        { name: 'id', type: 'number', distinct: 4, missing: 0 },
        { name: 'review', type: 'text', distinct: 4, missing: 0 },
        { name: 'sentiment', type: 'text', distinct: 2, missing: 0 },
      ],
      preview: [
        { place: 2, cells: ['1', 'Great, really', 'good'] },
        { place: 3, cells: ['2', 'Awful', 'bad'] },
        { place: 4, cells: ['3', 'Said "no" and left', 'bad'] },
        { place: 6, cells: ['4', 'Fine', 'good'] },
      ],
      suggested: { text: 'review', label: 'sentiment', token: null, tag: null },
      rows: { count: 4, exact: true },
      classes: [
        { name: 'bad', items: 2 },
        { name: 'good', items: 2 },
      ],
      skipped: [],
      problems: [],
    });
  });

  it.each([
    ['tabs', 'text\tlabel\na, b\tx\nc, d\ty\n', '\t'],
    ['semicolons', 'text;label\na, b;x\nc, d, e;y\n', ';'],
    ['bars', 'text|label\na, b|x\nc|y\n', '|'],
    ['commas', 'text,label\na; b,x\nc,y\n', ','],
  ])('finds %s', async (_, content, delimiter) => {
    expect((await lookAt(textFile('x.csv', content))).dialect).toEqual({ delimiter, quotes: true, header: true });
  });

  it('one column of prose with commas is one column', async () => {
    const { columns, rows } = await lookAt(textFile('x.csv', 'text\nWell, I never\nYes\nNo, no, no\nOh\n'));
    expect(columns.map((column) => column.name)).toEqual(['text']);
    expect(rows.count).toBe(4);
  });

  it('quotes that close nothing are characters', async () => {
    const path = textFile('x.tsv', '"Tis a film\tgood\n"No" he said\tbad\nYes\tgood\n"Twas\tbad\n');
    expect((await lookAt(path)).dialect).toEqual({ delimiter: '\t', quotes: false, header: false });
    expect(pairs(await readTexts(path, { text: 'column 1', label: 'column 2' }))).toEqual([
      ['"Tis a film', 'good'],
      ['"No" he said', 'bad'],
      ['Yes', 'good'],
      ['"Twas', 'bad'],
    ]);
  });

  it.each([
    ['a label that comes again', 'good,Nice film\nbad,No\ngood,Yes\n'],
    ['a number', '1,Nice\n2,No\n'],
    ['a long cell', `${'word '.repeat(30)},x\nb,y\n`],
  ])('the first row is a row where it holds %s', async (_, content) => {
    expect((await lookAt(textFile('x.csv', content))).dialect?.header).toBe(false);
  });

  it('types come from the values', async () => {
    const path = textFile('x.csv', 'a,b,c,d,e\n1.5,2020-01-31,true,,word\n-2e3,2021-02-01,false,,7\n');
    expect((await lookAt(path)).columns.map((column) => column.type)).toEqual(['number', 'date', 'boolean', 'empty', 'text']);
  });

  it('the user may know better', async () => {
    const path = textFile('x.csv', 'a;b,c\nd;e,f\n');
    const look = await lookAt(path, { delimiter: ',', header: false });
    expect(look.preview.map((row) => row.cells)).toEqual([
      ['a;b', 'c'],
      ['d;e', 'f'],
    ]);
    expect(pairs(await readTexts(path, { text: 'column 2', label: null }, { delimiter: ',', header: false }))).toEqual([
      ['c', null],
      ['f', null],
    ]);
  });

  it.each([
    ['a text column of numbers', `text,label\n${'1,a\n2,b\n'.repeat(10)}`, 'A text column must hold words; "text" holds numbers.'],
    [
      'a label that is unique in each row',
      `text,label\n${Array.from({ length: 12 }, (_, i) => `some words ${i},l${i}\n`).join('')}`,
      'A label must occur in many rows; each of the 12 looked at has another in "label".',
    ],
    [
      'one class alone',
      `text,label\n${'words,a\n'.repeat(1200)}`,
      'There must be 2 classes or more; the 1,000 rows looked at have 1 in "label".',
    ],
  ])('%s is a problem that is told', async (_, content, message) => {
    expect((await lookAt(textFile('x.csv', content), { header: true })).problems.map((problem) => problem.message)).toContain(message);
  });
});

describe('what a look will skip', () => {
  it('is what the import skips, and is counted in no class', async () => {
    const path = textFile('x.csv', 'text,label\nhello there,a\nyou,\n,b\nme,b\nragged\n');
    const look = await lookAt(path, { header: true });
    expect(look.skipped).toEqual((await readTexts(path, { text: 'text', label: 'label' }, { header: true })).skipped);
    expect(look.skipped.map(({ place }) => place)).toEqual([3, 4, 6]);
    expect(look.classes).toEqual([
      { name: 'a', items: 1 },
      { name: 'b', items: 1 },
    ]);
    expect(look.rows.count).toBe(5);
  });
});

describe('names', () => {
  it('that are twice, empty or harmful are names like any other', async () => {
    const path = textFile('x.csv', '__proto__,label,"; DROP TABLE cells",label,,constructor\na word,b,c,d,e,f\n');
    const { columns } = await lookAt(path);
    expect(columns.map((column) => column.name)).toEqual([
      '__proto__',
      'label',
      '; DROP TABLE cells',
      'label (2)',
      'column 5',
      'constructor',
    ]);
    for (const [i, { name }] of columns.entries()) {
      expect(pairs(await readTexts(path, { text: name, label: null }))).toEqual([[['a word', 'b', 'c', 'd', 'e', 'f'][i], null]]);
    }
    expect(({} as Record<string, unknown>)['label']).toBeUndefined();
  });

  it('that are not there are told with those that are', async () => {
    await expect(readTexts(textFile('x.csv', reviews), { text: 'toString', label: null })).rejects.toMatchObject({
      code: 'column-unknown',
      message: expect.stringContaining('"toString"; got "id", "review", "sentiment"'),
    });
  });

  it('text and label are two columns', async () => {
    await expect(readTexts(textFile('x.csv', reviews), { text: 'review', label: 'review' })).rejects.toMatchObject({
      code: 'column-twice',
    });
  });
});

describe('rows', () => {
  it('are those suggested, where nothing is said', async () => {
    expect(await readTexts(textFile('r.csv', reviews))).toEqual({
      rows: [
        { place: 2, text: 'Great, really', label: 'good' },
        { place: 3, text: 'Awful', label: 'bad' },
        { place: 4, text: 'Said "no"\nand left', label: 'bad' },
        { place: 6, text: 'Fine', label: 'good' },
      ],
      skipped: [],
    });
  });

  it('that cannot be taken are listed with line, column and reason', async () => {
    const lines = ['text,label', 'a,x', 'b', 'c,x,y', ',x', 'd,', '"e" f,x', 'g\0,x', '  ,x', 'h,x\r\n', '"i,x', 'j,x'];
    const bytes = Buffer.concat([Buffer.from(`${lines.join('\n')}\n`), Buffer.from([0x6b, 0xff, 0x2c, 0x78, 10])]);
    const all = await readTexts(textFile('x.csv', bytes), { text: 'text', label: 'label' }, { quotes: true, encoding: 'utf-8' });
    expect(pairs(all)).toEqual([
      ['a', 'x'],
      ['h', 'x'],
      ['j', 'x'],
    ]);
    expect(reasons(all)).toEqual([
      [3, 'a row must have 2 cells; got 1'],
      [4, 'a row must have 2 cells; got 3'],
      [5, 'text', 'it is empty'],
      [6, 'label', 'it is empty'],
      [7, 'text follows a closing quote'],
      [8, 'text', 'it holds a NUL character'],
      [9, 'text', 'it is empty'],
      [12, 'a quote is not closed'],
      [14, 'text', 'it holds bytes that are no text in the encoding of the file'],
    ]);
  });

  it('without a label column lose nothing for a label', async () => {
    expect(pairs(await readTexts(textFile('x.csv', 'text,label\na,\nb,y\n'), { text: 'text', label: null }))).toEqual([
      ['a', null],
      ['b', null],
    ]);
  });
});

describe('encodings', () => {
  const content = 'text,label\ncafé “x” 5 €,añejo\nnaïve,b\n';
  const values = [
    ['café “x” 5 €', 'añejo'],
    ['naïve', 'b'],
  ];
  it.each([
    ['UTF-8', Buffer.from(content)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${content}`)],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${content}`, 'utf16le')],
    ['UTF-16, big end first, with a mark', Buffer.from(`\uFEFF${content}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(content.repeat(3).slice(0, content.length), 'utf16le')],
    ['Windows-1252', Buffer.from(content.replace('“', '\x93').replace('”', '\x94').replace('€', '\x80'), 'latin1')],
  ])('%s', async (_, bytes) => {
    const path = textFile('x.csv', bytes);
    expect((await lookAt(path)).columns.map((column) => column.name)).toEqual(['text', 'label']);
    expect(pairs(await readTexts(path, { text: 'text', label: 'label' }))).toEqual(values);
  });

  it('one that had to be guessed is told', async () => {
    const { problems } = await lookAt(textFile('x.csv', Buffer.from('text,label\ncafé,a\nthé,b\n', 'latin1')));
    expect(problems.map((problem) => problem.message)).toEqual([
      'A file should be UTF-8; this one is not, and is read as Windows-1252 (Latin-1).',
    ]);
  });

  it('the user may know better', async () => {
    const path = textFile('x.csv', Buffer.from('text,label\ncafé,a\nthé,b\n'));
    expect(pairs(await readTexts(path, { text: 'text', label: 'label' }, { encoding: 'windows-1252' }))).toEqual([
      ['cafÃ©', 'a'],
      ['thÃ©', 'b'],
    ]);
  });
});

it('10,000 well-formed rows are what DuckDB reads', async () => {
  const path = textFile('reviews.csv', '');
  writeReviews(path, 10_000);
  const database = await DuckDBInstance.create();
  const connection = await database.connect();
  const found = await connection.runAndReadAll('select review, sentiment from read_csv($1, all_varchar = true, header = true)', [path]);
  const wanted = found.getRows();
  connection.closeSync();
  database.closeSync();
  const all = await readTexts(path, { text: 'review', label: 'sentiment' });
  expect(wanted.length).toBe(10_000);
  expect(all.skipped).toEqual([]);
  expect(pairs(all)).toEqual(wanted);
});

it('random cells in every dialect come back as they were written', async () => {
  const random = drawn(3);
  const parts = ['a', 'é', '"', '""', ',', ';', '\t', '|', '\n', '\r\n', '\r', ' ', '漢', '\u{1F600}', "'", '\\'] as const;
  for (let number = 0; number < 100; number += 1) {
    const delimiter = random.pick([',', ';', '\t', '|']);
    const end = random.pick(['\n', '\r\n', '\r']);
    const cell = () => `x${Array.from({ length: random.whole(0, 8) }, () => random.pick(parts)).join('')}`;
    const rows = Array.from({ length: random.whole(1, 30) }, () => [cell(), cell(), cell()]);
    const quoted = (value: string) =>
      /["\r\n]/.test(value) || value.includes(delimiter) || random.whole(0, 1) === 0 ? `"${value.replaceAll('"', '""')}"` : value;
    const path = textFile('x.csv', [['n', 'text', 'label'], ...rows].map((row) => row.map(quoted).join(delimiter)).join(end));
    const all = await readTexts(path, { text: 'text', label: 'label' }, { delimiter, quotes: true, header: true });
    expect(pairs(all), readFileSync(path, 'utf8')).toEqual(rows.map(([, text, label]) => [text, label]));
  }
});
