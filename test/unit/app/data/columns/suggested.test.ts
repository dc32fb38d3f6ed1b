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
