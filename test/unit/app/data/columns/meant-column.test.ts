import { describe, expect, it } from 'vitest';
import { meantColumn } from '#app/data/columns/meant-column.ts';

const column = (name: string, unit: string | null = null) => ({ name, unit });

describe('the column that is meant', () => {
  it.each([
    ['its very name', 'price (EUR)', 'price (EUR)'],
    ['its name without the unit', 'price', 'price (EUR)'],
    ['a name whose unit stands in square brackets', 'temp', 'temp [°C]'],
    ['a name that has none', 'rooms', 'rooms'],
  ])('is found by %s', (_, asked, meant) => {
    expect(meantColumn([column('price (EUR)', 'EUR'), column('temp [°C]', '°C'), column('rooms')], asked)).toBe(meant);
  });

  it('is none where two differ in their unit alone, unless one is called so', () => {
    const both = [column('price (EUR)', 'EUR'), column('price (USD)', 'USD')];
    expect(meantColumn(both, 'price')).toBeNull();
    expect(meantColumn([...both, column('price')], 'price')).toBe('price');
  });

  it('is none of another name, and keeps brackets that are no unit', () => {
    expect(meantColumn([column('price (EUR)', 'EUR')], 'pric')).toBeNull();
    expect(meantColumn([column('sold (2024)')], 'sold')).toBeNull();
  });

  it('of another file may lack the unit, have it in other brackets, but not another one', () => {
    expect(meantColumn([column('price')], 'price (EUR)', 'EUR')).toBe('price');
    expect(meantColumn([column('price [EUR]', 'EUR')], 'price (EUR)', 'EUR')).toBe('price [EUR]');
    expect(meantColumn([column('price (USD)', 'USD')], 'price (EUR)', 'EUR')).toBeNull();
  });
});
