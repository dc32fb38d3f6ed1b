import { describe, expect, it } from 'vitest';
import { suggestedImport } from '#app/data/columns/suggested.ts';
import { fakeTableLook } from '#test/helpers/fake-data.ts';

const named = (names: Readonly<Record<string, string>>) => {
  const look = fakeTableLook();
  const columns = look.columns.map((column) => {
    const name = names[column.name];
    return name === undefined ? column : { ...column, name, unit: /\((.+)\)/.exec(name)?.[1] ?? null };
  });
  return { ...look, columns };
};

describe('a wish that names columns without their unit', () => {
  it('means the only one of that name, for what is asked for, the time and the key', () => {
    const look = named({ price: 'price (EUR)', 'sold on': 'sold on (UTC)', district: 'district (ZIP)' });
    const { preprocessing, shape } = suggestedImport(look, { kind: 'series', targets: ['price'], time: 'sold on', key: 'district' });
    expect(preprocessing).toMatchObject({ targets: ['price (EUR)'], time: 'sold on (UTC)', key: 'district (ZIP)', answers: 'numbers' });
    expect(shape.find(({ name }) => name === 'price (EUR)')?.type).toBe('number');
    expect(suggestedImport(look, { kind: 'tables', targets: ['price', 'price (EUR)'] }).preprocessing.targets).toEqual(['price (EUR)']);
  });

  it('is refused where there are two of that name, with what there is', () => {
    const look = named({ price: 'price (EUR)', area: 'price (USD)' });
    expect(() => suggestedImport(look, { kind: 'tables', targets: ['price'] })).toThrow(
      'There must be a column "price"; got "sold on", "price (USD)", "district", "garden", "price (EUR)"',
    );
  });
});
type Looked = Parameters<typeof suggestedImport>[0];
const numbers = (name: string, ...examples: string[]): Looked['columns'][number] => ({
  name,
  unit: null,
  type: 'number',
  numbers: { decimal: '.', thousands: '' },
  dates: null,
  distinct: 500,
  tellsApart: false,
  missing: 0,
  examples,
});
const shapeOf = (...times: string[]) => {
  const columns = [numbers('t', ...times), numbers('load', '101', '99.5')];
  const wish = { kind: 'series', time: 't', targets: ['load'] } as const;
  return suggestedImport({ path: 'load.csv', columns, looked: 500 }, { ...wish, targets: [...wish.targets] }).shape[0];
};

it.each([
  ['seconds', ['1700000000', '1700003600'], { type: 'date', dates: 'epoch-seconds' }],
  ['milliseconds', ['1700000000000', '1700003600000'], { type: 'date', dates: 'epoch-milliseconds' }],
  ['steps', ['0', '1', '2'], { type: 'number' }],
  ['hours of a year, some of them large', ['0', '900000000'], { type: 'number' }],
])('numbers that tell the time of a series count %s', (_what, times, read) => {
  expect(shapeOf(...times)).toMatchObject({ name: 't', ...read });
});

it('numbers that tell no time stay numbers, however large', () => {
  const columns = [numbers('t', '1700000000'), numbers('load', '1')];
  const { shape } = suggestedImport({ path: 'load.csv', columns, looked: 500 }, { kind: 'tables', targets: ['load'] });
  expect(shape[0]).toMatchObject({ name: 't', type: 'number' });
});
