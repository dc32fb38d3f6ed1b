import { z } from 'zod';
import { fillMissing, fitMissing, missingRule, missingState } from '../missing-values.ts';
import type { ColumnEncoder } from './encoder.ts';

const day = 86_400_000;

/** Of each cycle the share that has passed at a time: milliseconds since 1970, in UTC. Weeks begin on Monday. */
const shares = {
  day: (time: number) => (((time % day) + day) % day) / day,
  week: (time: number) => ((((time - 4 * day) % (7 * day)) + 7 * day) % (7 * day)) / (7 * day),
  month: (time: number) => shareBetween(time, (date) => [date.getUTCFullYear(), date.getUTCMonth(), 1]),
  year: (time: number) => shareBetween(time, (date) => [date.getUTCFullYear(), 0, 12]),
} as const;

/** The share of the months from the first named, so many of them, that has passed at a time. */
function shareBetween(time: number, startOf: (date: Date) => [year: number, month: number, months: number]): number {
  const [year, month, months] = startOf(new Date(time));
  const from = Date.UTC(year, month);
  return (time - from) / (Date.UTC(year, month + months) - from);
}

const cycle = z.enum(['day', 'week', 'month', 'year']);
const settings = z.object({ kind: z.literal('cyclical'), cycles: z.array(cycle).min(1).max(4), missing: missingRule });
const state = z.object({ kind: z.literal('cyclical'), cycles: z.array(cycle), missing: missingState });

/** Two features a cycle, sin 2πp and cos 2πp of the share p of it that has passed: 23 o'clock lies beside 0 o'clock. */
export const cyclical: ColumnEncoder<z.infer<typeof settings>, z.infer<typeof state>> = {
  kind: 'cyclical',
  title: 'Calendar cycles',
  summary: 'The time of day, the day of the week or of the year as a point on a circle, so that its end lies beside its beginning.',
  takes: ['date'],
  settings,
  state,
  fit: ({ cycles, missing }, { values }) => ({ kind: 'cyclical', cycles, missing: fitMissing(missing, values) }),
  features: ({ cycles }, name) => cycles.flatMap((each) => [`${name}, ${each} sin`, `${name}, ${each} cos`]),
  writer({ cycles, missing }, { values }) {
    const times = fillMissing(missing, values);
    return (row, into, offset) => {
      for (const [place, each] of cycles.entries()) {
        const angle = 2 * Math.PI * shares[each](times[row] ?? Number.NaN);
        into[offset + 2 * place] = Math.sin(angle);
        into[offset + 2 * place + 1] = Math.cos(angle);
      }
    };
  },
};
