import { draws } from '#app/runs/random.ts';
import { normal } from './normal.ts';
import type { RowsSample } from './sample-set.ts';

const seed = 501;
const items = 600;
/** Of each species the mean length and width of a petal in centimetres, and how many of ten are red. */
const species = [
  { name: 'iris', length: 5, width: 2, red: 1 },
  { name: 'rose', length: 6, width: 3.5, red: 8 },
  { name: 'tulip', length: 7.5, width: 2.2, red: 5 },
] as const;

/** A table to be classified: measures that overlap a little. */
export const flowers: RowsSample = {
  kind: 'tables',
  name: 'flowers',
  title: 'Flowers',
  description: 'A table of petals, their length, width and colour: which of three flowers is it?',
  version: 1,
  classes: species.map(({ name }) => name),
  template: 'mlp',
  items,
  wish: { kind: 'tables', targets: ['species'] },
  write() {
    const random = draws(seed);
    const rows = Array.from({ length: items }, (_, row) => {
      const { name, length, width, red } = species[row % species.length] ?? species[0];
      const measure = (mean: number) => Math.max(0.1, mean + 0.45 * normal(random)).toFixed(2);
      return [measure(length), measure(width), random.integer(10) < red ? 'red' : 'blue', name];
    });
    return [['length (cm)', 'width (cm)', 'colour', 'species'], ...rows];
  },
};
