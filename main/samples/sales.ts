import { draws } from '#app/runs/random.ts';
import { normal } from './normal.ts';
import type { RowsSample } from './sample-set.ts';

const seed = 505;
const days = 1500;
const start = Date.UTC(2021, 0, 1);
const day = 86_400_000;

/** A series with a week and a year in it, and noise that grows with what is sold. */
export const sales: RowsSample = {
  kind: 'series',
  name: 'sales',
  title: 'Ice cream sales',
  description: 'Four years of days with a week and a summer in them: how much is sold in the next seven days, and how sure is that?',
  version: 1,
  classes: [],
  template: 'lstm-forecast',
  items: days,
  wish: { kind: 'series', time: 'day', targets: ['sold'], window: 28, horizon: 7 },
  settings: { quantiles: [0.1, 0.5, 0.9] },
  write() {
    const random = draws(seed);
    const rows = Array.from({ length: days }, (_, at) => {
      const level = 120 + 40 * Math.sin((2 * Math.PI * (at - 100)) / 365.25);
      const sold = level * (1 + 0.25 * Math.sin((2 * Math.PI * at) / 7)) * (1 + 0.06 * normal(random));
      return [new Date(start + at * day).toISOString().slice(0, 10), Math.max(1, sold).toFixed(1)];
    });
    return [['day', 'sold'], ...rows];
  },
};
