import { describe, expect, it } from 'vitest';
import { readCsv } from '#main/importers/csv.ts';

const cells = (text: string) => [...readCsv(text)].map((row) => ('cells' in row ? row.cells : row.problem));

it.each([
  [
    'plain cells',
    'a,b\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a break at the end', 'a,b\n', [['a', 'b']]],
  [
    'Windows breaks',
    'a,b\r\nc,d\r\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  [
    'old Macintosh breaks',
    'a,b\rc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['a byte order mark', '\uFEFFa,b', [['a', 'b']]],
  ['commas in quotes', '"a,1",b', [['a,1', 'b']]],
  ['quotes in quotes', '"a ""b""",c', [['a "b"', 'c']]],
  [
    'breaks in quotes',
    '"a\nb",c\nd,e',
    [
      ['a\nb', 'c'],
      ['d', 'e'],
    ],
  ],
  [
    'empty cells',
    'a,,\n,',
    [
      ['a', '', ''],
      ['', ''],
    ],
  ],
  [
    'empty lines',
    'a,b\n\n\nc,d',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['nothing', '', []],
])('reads %s', (_, text, rows) => {
  expect(cells(text)).toEqual(rows);
});

describe('what cannot be read', () => {
  it('a quote inside a cell costs its line only', () => {
    expect(cells('a,b\nc"d,e\nf,g')).toEqual([['a', 'b'], 'a quote stands inside a cell that is not quoted', ['f', 'g']]);
  });

  it('text behind a closing quote costs its line only', () => {
    expect(cells('"a"b,c\nd,e')).toEqual(['text follows a closing quote', ['d', 'e']]);
  });

  it('an unclosed quote costs its line only', () => {
    expect(cells('a,"b\nc,d')).toEqual(['a quote is not closed', ['c', 'd']]);
  });

  it('lines are counted with the breaks that lie in quotes', () => {
    expect([...readCsv('"a\n\nb",c\nd,e')].map((row) => row.line)).toEqual([1, 4]);
  });
});

it('ends on any text', () => {
  for (const text of ['"', ',', '""', '"a","', '\r', ',"\n"', '"\0', 'a"']) expect([...readCsv(text)].length).toBeLessThan(5);
});
