import { draws } from '#app/runs/random.ts';
import { normal } from './normal.ts';
import type { RowsSample } from './sample-set.ts';

const seed = 502;
const items = 1000;
/** Thousands of euros a square metre. */
const towns = [
  { name: 'Bonn', price: 2.5 },
  { name: 'Köln', price: 3.2 },
  { name: 'Ulm', price: 2 },
] as const;

/** A table to be priced: what a square metre costs depends on the town, so that no straight line tells it. */
export const houses: RowsSample = {
  kind: 'tables',
  name: 'houses',
  title: 'House prices',
  description: 'A table of flats with rooms, area and town: what do they cost? A straight line does not tell it.',
  version: 1,
  classes: [],
  template: 'mlp',
  items,
  wish: { kind: 'tables', targets: ['price (EUR)'] },
  write() {
    const random = draws(seed);
    const rows = Array.from({ length: items }, () => {
      const rooms = 1 + random.integer(7);
      const area = Math.max(12, rooms * 20 + 8 * normal(random));
      const town = towns[random.integer(towns.length)] ?? towns[0];
      const price = 1000 * area * town.price + 8000 * normal(random);
      return [rooms, area.toFixed(1), town.name, Math.max(1000, price).toFixed(0)];
    });
    return [['rooms', 'area (m²)', 'town', 'price (EUR)'], ...rows];
  },
};
