import { draws } from '#app/runs/random.ts';
import type { RowsSample } from './sample-set.ts';

const seed = 506;
const items = 620;
const start = Date.UTC(2023, 0, 1);
const day = 86_400_000;
const cycle = ['shoulder', 'biceps', 'cardio'] as const;
/** One day of so many nobody trains; the next exercise is then still the one that was due. */
const missedEvery = 9;

/** The exercise schedule of the course notes: yesterday tells today, and after a missed day the last one before it does. */
export const exercise: RowsSample = {
  kind: 'series',
  name: 'exercise',
  title: 'Exercise schedule',
  description: 'Shoulder, biceps, cardio, day after day, now and then a missed day: what is due today?',
  version: 1,
  classes: [...cycle],
  template: 'lstm-forecast',
  items,
  wish: { kind: 'series', time: 'day', targets: ['exercise'], window: 6 },
  write() {
    const random = draws(seed);
    const rows: string[][] = [];
    for (let at = 0; rows.length < items; at += 1) {
      if (random.integer(missedEvery) === 0) continue;
      rows.push([new Date(start + at * day).toISOString().slice(0, 10), cycle[rows.length % cycle.length] ?? cycle[0]]);
    }
    return [['day', 'exercise'], ...rows];
  },
};
