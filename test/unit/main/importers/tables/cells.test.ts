import { describe, expect, it } from 'vitest';
import { ByteRecords } from '#main/importers/tables/byte-records.ts';
import type { DateOrder } from '#main/importers/tables/cell-date.ts';
import type { NumberFormat } from '#main/importers/tables/cell-number.ts';
import type { CellReader } from '#main/importers/tables/cell-reader.ts';
import { DateCells } from '#main/importers/tables/date-cells.ts';
import { booleanCells, Categories, NamedCells, TextCells } from '#main/importers/tables/named-cells.ts';
import { NumberCells } from '#main/importers/tables/number-cells.ts';
import { drawn } from '#test/helpers/drawn.ts';

/** Reads cells by their bytes, as a column of one table: a number each, or why there is none. */
function byBytes(reader: CellReader, cells: readonly string[]): (number | string)[] {
  const column = { unit: null, categories: null };
  const columns = [
    { ...column, name: 'x', type: 'text', reader: new TextCells() },
    { ...column, name: 'y', type: 'number', reader },
  ] as const;
  const all = new Map<number, number | string>();
  const records = new ByteRecords({ delimiter: '\t', quotes: false }, columns, ({ place, reason }) =>
    all.set(Number(place) - 1, reason.replace(/^y /, '')),
  );
  // A row of one empty cell would be an empty line.
  records.feed(Buffer.from(cells.map((cell) => `x\t${cell}\n`).join('')), true);
  for (let found = records.next(); found !== null; found = records.next())
    for (let row = 0; row < found.rows; row += 1) all.set((found.values[row] ?? 0) - 1, found.values[2 * found.stride + row] ?? 0);
  return cells.map((_, row) => all.get(row) ?? 'nothing');
}

/** Cells of categories, and the names they had. */
function categoryCells(most = 100_000): { reader: NamedCells; names: readonly string[] } {
  const categories = new Categories({ most }, () => new Error('too many'));
  return { reader: new NamedCells((cell) => categories.codeOf(cell)), names: categories.names };
}

const numbers = (format: Partial<NumberFormat> = {}) => new NumberCells({ decimal: '.', thousands: '', ...format });

/** A spelling of a number, usual or odd. */
function spelling(number: number): string {
  const random = drawn(number);
  const digits = (most: number) => Array.from({ length: random.whole(1, most) }, () => random.whole(0, 9)).join('');
  const sign = random.pick(['', '', '-', '+']);
  switch (random.whole(0, 5)) {
    case 0:
      return `${sign}${digits(9)}`;
    case 1:
      return `${sign}${digits(6)}.${digits(6)}`;
    case 2:
      return `${sign}${digits(18)}${random.pick(['', '.', `.${digits(18)}`])}`;
    case 3:
      return `${sign}${random.pick(['', digits(3)])}.${digits(20)}`;
    case 4:
      return `${sign}${digits(8)}${random.pick(['', `.${digits(8)}`])}${random.pick(['e', 'E'])}${random.pick(['', '-', '+'])}${random.whole(0, 330)}`;
    default:
      return String(
        new Float64Array(BigUint64Array.of((BigInt(random.whole(0, 2 ** 32 - 1)) << 32n) | BigInt(random.whole(0, 2 ** 32 - 1))).buffer)[0],
      );
  }
}

describe('numbers', () => {
  it('of 100,000 spellings are what Number says, to the bit', () => {
    const cells = Array.from({ length: 100_000 }, (_, number) => spelling(number)).filter((cell) => cell !== 'NaN');
    const found = byBytes(numbers(), cells);
    const differ = cells.flatMap((cell, place) => {
      const right = Number(cell);
      const value = found[place];
      return (Number.isFinite(right) ? Object.is(value, right) : typeof value === 'string') ? [] : [[cell, value, right]];
    });
    expect(differ).toEqual([]);
    expect(cells.length).toBeGreaterThan(99_000);
  });

  it.each<[string, Partial<NumberFormat>, string, number]>([
    ['decimal commas', { decimal: ',' }, '1234,5', 1234.5],
    ['commas between thousands', { thousands: ',' }, '-1,234,567.25', -1234567.25],
    ['points between thousands', { decimal: ',', thousands: '.' }, '1.234,5', 1234.5],
    ['spaces between thousands', { decimal: ',', thousands: ' ' }, '1 234 567,5', 1234567.5],
    ['hard and narrow spaces', { decimal: ',', thousands: ' ' }, '1\u00a0234\u202f567', 1234567],
    ['apostrophes', { thousands: "'" }, "1'234.5", 1234.5],
    ['thousands without marks', { thousands: ',' }, '1234.5', 1234.5],
    ['spaces around', {}, '  7 ', 7],
    ['a typographic minus', {}, '−7.5', -7.5],
    ['negative zero', {}, '-0', -0],
  ])('%s', (_, format, cell, value) => {
    expect(byBytes(numbers(format), [cell])).toEqual([value]);
    expect(numbers(format).read(cell)).toBe(value);
  });

  it.each<[string, Partial<NumberFormat>]>([
    ['1,234', {}],
    ['1.234', { decimal: ',' }],
    ['12,34', { thousands: ',' }],
    ['0,123', { thousands: ',' }],
    ['1,2345', { thousands: ',' }],
    ['1.2.3', {}],
    ['--1', {}],
    ['0x10', {}],
    ['1e', {}],
    ['e5', {}],
    ['.', {}],
    ['1 2', {}],
    ['12a', {}],
    ['\0', {}],
  ])('%j is none', (cell, format) => {
    expect(byBytes(numbers(format), [cell])).toEqual([expect.stringMatching(/^must be a number; got "/)]);
  });

  it('infinite ones are told as such', () => {
    const cells = ['inf', '-Infinity', '1e999', '∞'];
    expect(byBytes(numbers(), cells)).toEqual(cells.map((cell) => `must be a finite number; got "${cell}"`));
  });

  it('what is missing is missing', () => {
    const cells = ['', ' ', 'NA', 'N/A', 'NaN', 'null', 'None', '-', '?', ' na '];
    expect(byBytes(numbers(), cells)).toEqual([...Array.from({ length: 9 }, () => Number.NaN), 'must be a number; got " na "']);
  });
});

describe('dates', () => {
  it.each<[DateOrder, string, string]>([
    ['iso', '2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['iso', '2024-02-29T23:59', '2024-02-29T23:59:00.000Z'],
    ['iso', '2024-02-29 23:59:58', '2024-02-29T23:59:58.000Z'],
    ['iso', '2024-02-29T23:59:58.123Z', '2024-02-29T23:59:58.123Z'],
    ['iso', '2024-02-29T23:59:58+05:30', '2024-02-29T18:29:58.000Z'],
    ['iso', '2024-02-29 23:59:58-0800', '2024-03-01T07:59:58.000Z'],
    ['iso', '2024-02-29 00:00 UTC', '2024-02-29T00:00:00.000Z'],
    ['iso', '2024/2/9 7:05', '2024-02-09T07:05:00.000Z'],
    ['iso', '2024-02', '2024-02-01T00:00:00.000Z'],
    ['iso', '1900-03-01', '1900-03-01T00:00:00.000Z'],
    ['day-first', '31.12.2024', '2024-12-31T00:00:00.000Z'],
    ['day-first', '31/12/24 5:04 PM', '2024-12-31T17:04:00.000Z'],
    ['day-first', '2024-12-31', '2024-12-31T00:00:00.000Z'],
    ['month-first', '12/31/1999 12:00 AM', '1999-12-31T00:00:00.000Z'],
    ['month-first', '12-31-70', '1970-12-31T00:00:00.000Z'],
    ['epoch-seconds', '1709251198', '2024-02-29T23:59:58.000Z'],
    ['epoch-milliseconds', '1709251198123', '2024-02-29T23:59:58.123Z'],
  ])('%s: %s', (order, cell, iso) => {
    expect(byBytes(new DateCells(order), [cell])).toEqual([Date.parse(iso)]);
    expect(new DateCells(order).read(cell)).toBe(Date.parse(iso));
  });

  it.each<[DateOrder, string]>([
    ['iso', '2023-02-29'],
    ['iso', '1900-02-29'],
    ['iso', '2024-13-01'],
    ['iso', '2024-00-01'],
    ['iso', '2024-01-32'],
    ['iso', '2024-01-01T24:00'],
    ['iso', '2024-01-01T23:60'],
    ['iso', '2024-01-01T23:59:60'],
    ['iso', '2024-01-01Z'],
    ['iso', '2024-01-01T23:59+25:00'],
    ['iso', '2024-01/01'],
    ['iso', '01.02.2024'],
    ['iso', '20240101'],
    ['iso', '2120-/5-07'],
    ['day-first', '12/31/2024'],
    ['month-first', '31/12/2024'],
    ['month-first', '1/1/2024 13:00 PM'],
    ['epoch-seconds', '2024-01-01'],
  ])('%s: %s is none', (order, cell) => {
    expect(byBytes(new DateCells(order), ['2020-05-07', cell])).toEqual([
      expect.anything(),
      expect.stringMatching(/^must be a (date|time)/),
    ]);
  });

  it('are read the same by their bytes as by their text, whatever stands in them', () => {
    const random = drawn(3);
    const cells = Array.from({ length: 20_000 }, () => {
      const cell = new Date(random.whole(-(2 ** 41), 2 ** 42)).toISOString().slice(0, random.pick([10, 16, 19, 23, 24]));
      if (random.whole(0, 2) > 0) return cell;
      const at = random.whole(0, cell.length - 1);
      return cell.slice(0, at) + random.pick(['0', '9', '3', '/', ':', ' ', '-', '.', 'T', 'Z', 'x', '']) + cell.slice(at + 1);
    });
    const reader = new DateCells('iso');
    expect(byBytes(new DateCells('iso'), cells)).toEqual(cells.map((cell) => reader.read(cell)));
  });
});

describe('words', () => {
  it('are booleans whichever way they are written', () => {
    expect(byBytes(booleanCells(), ['true', 'FALSE', 'Yes', 'no', '', '1', '0', 'maybe', 'true'])).toEqual([
      1,
      0,
      1,
      0,
      Number.NaN,
      1,
      0,
      'must be true or false, yes or no; got "maybe"',
      1,
    ]);
  });

  it('are categories by what they say, numbered as they come', () => {
    const { reader, names } = categoryCells();
    const long = 'w'.repeat(100);
    expect(byBytes(reader, ['rose', ' rose ', 'ros', '__proto__', '', 'Rosé', '\u00a0rose', long, long, 'rose'])).toEqual([
      0,
      0,
      1,
      2,
      Number.NaN,
      3,
      0,
      4,
      4,
      0,
    ]);
    expect(names).toEqual(['rose', 'ros', '__proto__', 'Rosé', long]);
  });

  it('are told apart in their tens of thousands', () => {
    const { reader } = categoryCells();
    const names = Array.from({ length: 60_000 }, (_, number) => `n${number * 7919}`);
    expect(byBytes(reader, [...names, ...names])).toEqual([...names.keys(), ...names.keys()]);
  });

  it('that are more than may be end the reading', () => {
    const { reader } = categoryCells(2);
    expect(() => byBytes(reader, ['a', 'b', 'a', 'c'])).toThrow('too many');
  });

  it('that are no text are told', () => {
    const { reader } = categoryCells();
    expect(byBytes(reader, ['a\0b'])).toEqual(['must be a text; it holds a NUL character']);
  });
});
