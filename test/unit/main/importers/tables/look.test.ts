import { describe, expect, it } from 'vitest';
import { unitOf } from '#main/importers/tables/look-columns.ts';
import type { ColumnShape } from '#main/importers/tables/source.ts';
import { lookAtContent } from '#test/helpers/table-files.ts';

/** A look at one column of these cells, beside another. */
async function column(cells: readonly string[], asked: Partial<ColumnShape> = {}) {
  const content = `a\tb\n${cells.map((cell) => `${cell}\t1`).join('\n')}\n`;
  const look = await lookAtContent(content, { delimiter: '\t', quotes: false, header: true, columns: [{ name: 'a', ...asked }] });
  return { ...look.columns[0], messages: look.problems.filter((each) => each.column === 'a').map(({ message }) => message) };
}

describe('numbers', () => {
  it.each<[string, string[], string, string]>([
    ['whole ones, though few differ', ['1', '2', '1', '2', '1', '2'], '.', ''],
    ['with exponents and signs', ['1e5', '-2.5', '+.5', '7.'], '.', ''],
    ['with decimal commas', ['0,5', '12,25', '3'], ',', ''],
    ['with points between thousands', ['1.234,5', '1.234.567,25', '3'], ',', '.'],
    ['with commas between thousands', ['1,234.5', '12,345,678', '3'], '.', ','],
    ['with spaces between thousands', ['1 234,5', '12 345', '3'], ',', ' '],
    ['with apostrophes between thousands', ["1'234.5", '3'], '.', "'"],
  ])('%s', async (_, cells, decimal, thousands) => {
    expect(await column(cells)).toMatchObject({ type: 'number', numbers: { decimal, thousands }, messages: [] });
  });

  it('a comma that may be either is told, and can be settled', async () => {
    expect(await column(['1,234', '5,678'])).toMatchObject({
      numbers: { decimal: '.', thousands: ',' },
      messages: ['"a" may have decimal commas or commas between thousands, as in "1,234"; it is read with commas between thousands.'],
    });
    expect(await column(['1,234', '5,678'], { decimal: ',' })).toMatchObject({ numbers: { decimal: ',', thousands: '' }, messages: [] });
    const semicolons = await lookAtContent('a;b\n1,234;x\n5,678;y\n', { header: true });
    expect(semicolons.columns[0]).toMatchObject({ type: 'number', numbers: { decimal: ',', thousands: '' } });
  });

  it('one wrong cell of many is a mistake, and is told', async () => {
    expect(await column([...Array.from({ length: 20 }, (_, row) => `${row}`), 'oops'])).toMatchObject({
      type: 'number',
      messages: ['"a" must hold numbers; 1 of the 21 rows looked at do not, such as "oops".'],
    });
  });
});

describe('dates', () => {
  it.each<[string, string[], string]>([
    ['year first', ['2024-01-31', '2024-02-01 12:30'], 'iso'],
    ['with points', ['01.02.2024', '02.02.2024'], 'day-first'],
    ['with a day above 12 in front', ['31/01/2024', '01/02/2024'], 'day-first'],
    ['with a day above 12 behind', ['01/31/2024', '02/01/2024'], 'month-first'],
  ])('%s', async (_, cells, dates) => {
    expect(await column(cells)).toMatchObject({ type: 'date', dates, messages: [] });
  });

  it('that may be either are those that do not go back in time, and this is told', async () => {
    expect(await column(['01/11/2024', '01/12/2024', '02/01/2024', '02/02/2024'])).toMatchObject({
      dates: 'month-first',
      messages: ['"a" may have the day or the month first, as in "01/11/2024"; it is read with the month first.'],
    });
    expect(await column(['01/11/2024', '01/12/2024'], { dates: 'day-first' })).toMatchObject({ dates: 'day-first', messages: [] });
  });

  it('are seconds since 1970 only where that is said', async () => {
    expect(await column(['1700000000', '1700000060'])).toMatchObject({ type: 'number', dates: null });
    expect(await column(['1700000000', '1700000060'], { type: 'date', dates: 'epoch-seconds' })).toMatchObject({
      type: 'date',
      dates: 'epoch-seconds',
      messages: [],
    });
  });
});

describe('words', () => {
  it.each<[string, string[], string]>([
    ['true and false', ['true', 'FALSE', ''], 'boolean'],
    ['yes and no', ['Yes', 'no'], 'boolean'],
    ['0 and 1 are numbers', ['0', '1'], 'number'],
    ['a third word makes a category', ['yes', 'no', 'maybe'], 'category'],
    ['nothing at all', ['', 'NA'], 'category'],
    ['another one in each row is free text', Array.from({ length: 60 }, (_, row) => `name ${row}`), 'text'],
    ['long ones are free text', Array.from({ length: 60 }, () => 'word '.repeat(30)), 'text'],
  ])('%s', async (_, cells, type) => {
    expect(await column(cells)).toMatchObject({ type });
  });

  it('what is missing is counted, and is no value', async () => {
    expect(await column(['rose', '', 'NA', 'N/A', 'NaN', 'null', 'None', '-', '?', 'tulip'])).toMatchObject({ distinct: 2, missing: 8 });
  });

  it('the user may know better', async () => {
    expect(await column(['1', '2', '1'], { type: 'category' })).toMatchObject({ type: 'category', numbers: null });
    expect(await column(['1', 'x', '1'], { type: 'number' })).toMatchObject({
      messages: ['"a" must hold numbers; 1 of the 3 rows looked at do not, such as "x".'],
    });
  });
});

it.each([
  ['height (cm)', 'cm'],
  ['temp [°C]', '°C'],
  ['speed(km/h) ', 'km/h'],
  ['label (2)', null],
  ['(cm)', null],
  ['height (as measured on the day)', null],
  ['height', null],
])('%s has the unit %s', (header, unit) => {
  expect(unitOf(header)).toBe(unit);
});
