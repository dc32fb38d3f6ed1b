import { draws } from '#app/runs/random.ts';
import { normal } from './normal.ts';
import type { RowsSample } from './sample-set.ts';

const seed = 503;
const items = 1000;
const [mean, deviation] = [150, 30];

/** The toy of the course notes: heights ~ N(150, 30), to be told from a shadow, whose length swings with the hour. */
export const heights: RowsSample = {
  kind: 'tables',
  name: 'heights',
  title: 'Heights',
  description: 'Heights around 150 cm with a deviation of 30, and the shadow of each at some hour: how tall is who casts it?',
  version: 1,
  classes: [],
  template: 'mlp',
  items,
  wish: { kind: 'tables', targets: ['height (cm)'] },
  write() {
    const random = draws(seed);
    const rows = Array.from({ length: items }, () => {
      const height = Math.max(40, mean + deviation * normal(random));
      const hour = 9 + 6 * random.next();
      // The sun stands at 30° at nine and at three, at 60° at noon.
      const sun = ((30 + 30 * (1 - Math.abs(hour - 12) / 3)) * Math.PI) / 180;
      return [hour.toFixed(2), (height / Math.tan(sun) + normal(random)).toFixed(1), height.toFixed(1)];
    });
    return [['hour', 'shadow (cm)', 'height (cm)'], ...rows];
  },
};
