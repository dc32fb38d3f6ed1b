import { z } from 'zod';
import { columnProfile } from '../data/tables/profile.ts';

const count = z.int().nonnegative();

/** A table's columns, and where its series lie: rows [from, to), of very many the first. */
export const tableProfile = z.object({
  /** What the columns are held beside: the first target. */
  target: z.string(),
  columns: z.array(columnProfile),
  series: z.array(z.object({ name: z.string().nullable(), from: count, to: count })),
});
export type TableProfile = z.infer<typeof tableProfile>;

/** A column of numbers over some rows as a line: at times (milliseconds since 1970, UTC), or row by row where there are none. */
export const seriesLine = z.object({ rows: z.array(count), at: z.array(z.number()), values: z.array(z.number().nullable()) });
export type SeriesLine = z.infer<typeof seriesLine>;

/** Places and values of a line that was thinned out; null where a value is not known. */
const thinned = z.object({ at: z.array(z.number()), values: z.array(z.number().nullable()) });

/** What repeats in a series. */
export const seriesShape = z.object({
  /** Variance at each cycle of so many steps, the shortest cycle first; of very many bins the highest of some neighbours. */
  spectrum: z.object({ periods: z.array(z.number()), density: z.array(z.number()) }),
  /** The highest peaks, in steps and in the series' own time: "7 days". */
  peaks: z.array(z.object({ period: z.number(), share: z.number(), words: z.string() })),
  /** From lag 0 on; of a series without memory 95 % lie between −band and band. */
  autocorrelation: z.object({ values: z.array(z.number()), band: z.number() }),
  /** Trend, one season from step 0 to its period, and what is left of each; null where nothing repeats. */
  decomposition: z.object({ period: z.int().positive(), words: z.string(), trend: thinned, season: thinned, residual: thinned }).nullable(),
});
export type SeriesShape = z.infer<typeof seriesShape>;
