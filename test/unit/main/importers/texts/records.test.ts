import { describe, expect, it } from 'vitest';
import { type Dialect, RecordReader } from '#main/importers/texts/records.ts';

type Read = { line: number; cells: (string | null)[] } | { line: number; problem: string };

/** Reads pieces of text; a record's cells, or the problem of its line. */
function read(pieces: readonly string[], dialect: Partial<Dialect> = {}, wanted: readonly number[] | null = null, most?: number): Read[] {
  const all: Read[] = [];
  const reader = new RecordReader(
    { delimiter: ',', quotes: true, ...dialect },
    wanted,
    { record: (cells, _, line) => all.push({ line, cells }), problem: (line, problem) => all.push({ line, problem }) },
    most,
  );
  pieces.forEach((piece, i) => {
    reader.feed(piece, i === pieces.length - 1);
  });
  return all;
}

const cellsOf = (text: string, dialect: Partial<Dialect> = {}) =>
  read([text], dialect).map((row) => ('cells' in row ? row.cells : row.problem));

describe('cells', () => {
  it.each([
    [
      'plain ones',
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['no break at the end', 'a,b', [['a', 'b']]],
    [
      'empty ones',
      ',\n,b\na,\n',
      [
        ['', ''],
        ['', 'b'],
        ['a', ''],
      ],
    ],
    ['quoted ones with delimiters, quotes and breaks', '"a,b","c""d","e\nf\r\ng"\n', [['a,b', 'c"d', 'e\nf\r\ng']]],
    ['an empty quoted one', '""\n"",""', [[''], ['', '']]],
    ['a quote within a plain one is a character', '5" screen,b\n', [['5" screen', 'b']]],
    ['all kinds of line ends', 'a\nb\r\nc\rd', [['a'], ['b'], ['c'], ['d']]],
    ['empty lines are no rows', '\n\na\r\n\r\n\rb\n\n', [['a'], ['b']]],
    ['NUL and other characters', 'a\0b,\u{1F600}\n', [['a\0b', '\u{1F600}']]],
  ])('%s', (_, text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  it('of other delimiters, and without quoting', () => {
    expect(cellsOf('a,"b"\t"c\n', { delimiter: '\t', quotes: false })).toEqual([['a,"b"', '"c']]);
  });

  it('only those wanted, in the order wanted, null where there is none', () => {
    expect(read(['a,b,c\nd\n'], {}, [2, 0])).toEqual([
      { line: 1, cells: ['c', 'a'] },
      { line: 2, cells: [null, 'd'] },
    ]);
  });
});

it('lines are counted as they stand in the file, within quotes too', () => {
  expect(read(['a\n\n"b\r\nc\rd\ne"\nf']).map((row) => row.line)).toEqual([1, 3, 7]);
});

describe('what cannot be read costs one line', () => {
  it('a quote that nothing closes', () => {
    expect(read(['a,b\n"c,d\ne,f\n'])).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, problem: 'a quote is not closed' },
      { line: 3, cells: ['e', 'f'] },
    ]);
  });

  it('text behind a closing quote, on the same line or on a later one', () => {
    expect(read(['"a"b,c\nd,e\n"f,g\nh,"i" j\n'])).toEqual([
      { line: 1, problem: 'text follows a closing quote' },
      { line: 2, cells: ['d', 'e'] },
      { line: 3, problem: 'text follows a closing quote' },
      { line: 4, problem: 'text follows a closing quote' },
    ]);
  });

  it('a line that is too long, without holding it', () => {
    const pieces = ['ab\n', ...Array.from({ length: 100 }, () => 'x'.repeat(10)), '\ncd\r', '\nef'];
    expect(read(pieces, {}, null, 50)).toEqual([
      { line: 1, cells: ['ab'] },
      { line: 2, problem: 'a row must have 50 characters or fewer' },
      { line: 3, cells: ['cd'] },
      { line: 4, cells: ['ef'] },
    ]);
  });

  it('a quote that is not closed for too long', () => {
    const pieces = ['"ab\n', ...Array.from({ length: 30 }, (_, i) => `${i}\n`)];
    const all = read(pieces, {}, null, 20);
    expect(all[0]).toEqual({ line: 1, problem: 'a quote is not closed within 20 characters' });
    expect(all.slice(1)).toEqual(Array.from({ length: 30 }, (_, i) => ({ line: i + 2, cells: [`${i}`] })));
  });
});

it('pieces may end anywhere', () => {
  const text = 'a,"b""\r\nc",d\r\n\r\n"e\rf",\u{1F600}\r"g"h,i\n"j\n,k\r\nl';
  const whole = read([text]);
  expect(whole.length).toBe(6);
  for (let at = 0; at <= text.length; at += 1) {
    expect(read([text.slice(0, at), text.slice(at)]), `cut at ${at}`).toEqual(whole);
  }
  expect(read([...text])).toEqual(whole);
});
