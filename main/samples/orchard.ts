import { draws } from '#app/runs/random.ts';
import { normal } from './normal.ts';
import type { RowsSample } from './sample-set.ts';

const seed = 910;
const items = 1200;
/** Of each variety the mean width in millimetres, the weight of a cubic centimetre, how many of ten are red, and how long it keeps: days, and more of them a newton of firmness. */
const varieties = [
  { name: 'Boskoop', width: 76, density: 0.78, red: 2, days: 120, firmer: 2 },
  { name: 'Gala', width: 70, density: 0.86, red: 8, days: 60, firmer: 0.5 },
  { name: 'Topaz', width: 72, density: 0.94, red: 5, days: 90, firmer: 1 },
] as const;
const usualFirmness = 70;

/** A table with two things to be told of each row, a class and a number: how long an apple keeps depends on what it is, which weight and width tell together. */
export const orchard: RowsSample = {
  kind: 'tables',
  name: 'orchard',
  title: 'Orchard',
  description: 'A table of apples, weighed and measured: which variety is it, and how many days will it keep? Two answers from one model.',
  version: 1,
  classes: [],
  template: 'mlp',
  items,
  wish: { kind: 'tables', targets: ['variety', 'keeps (days)'] },
  write() {
    const random = draws(seed);
    const rows = Array.from({ length: items }, (_, row) => {
      const { name, width, density, red, days, firmer } = varieties[row % varieties.length] ?? varieties[0];
      const across = width + 6 * normal(random);
      const weight = density * (Math.PI / 6) * (across / 10) ** 3 * (1 + 0.01 * normal(random));
      const firmness = usualFirmness + 12 * normal(random);
      const keeps = days + firmer * (firmness - usualFirmness) + 3 * normal(random);
      const colour = random.integer(10) < red ? 'red' : 'green';
      return [weight.toFixed(1), across.toFixed(1), firmness.toFixed(1), colour, name, Math.max(1, keeps).toFixed(1)];
    });
    return [['weight (g)', 'width (mm)', 'firmness (N)', 'colour', 'variety', 'keeps (days)'], ...rows];
  },
};
