import { z } from 'zod';
import { classCount } from '../class-count.ts';
import { codedFeature, codedFeatures, type FittedColumns, featureCount, rowPart, rowParts } from '../columns/fitted.ts';
import { intervalFacts } from '../series/interval.ts';
import { tableHead } from './heads.ts';
import { tableColumn } from './table-columns.ts';

const count = z.int().nonnegative();

/** What bringing series in order came to: rows that stood before an earlier one, rows whose time another had, rows put into gaps. */
export const mendedFacts = z.object({ outOfOrder: count, doubles: count, filled: count });

/** What fitting found in a table or in series: what a model for it must know, and what its owner should see. */
export const tableFacts = z.object({
  /** Folder of what was fitted, below the dataset's; another one each time it is prepared. */
  prepared: z.string().regex(/^prepared-\d+$/),
  /** Rows of the table; items are those that can be learned from, or the windows of series. */
  rows: count,
  columns: z.array(tableColumn),
  /** Features of a row, or of a step. */
  features: count,
  /** Features that are codes of categories; absent where there are none. */
  codes: z.array(codedFeature).optional(),
  /** Images and texts of a row; absent where there are none. */
  parts: z.array(rowPart).optional(),
  /** Where several kinds of things are asked for, each head with its classes, or the names of its numbers or labels; absent elsewhere. */
  heads: z.array(tableHead.extend({ classes: z.array(classCount) })).optional(),
  /** Rows that miss a target, or a cell that may not be missing: they are in no part. */
  leftOut: count,
  /** Of series: how many there are, those too short to be learned from, and the time from a row to the next. */
  series: z
    .object({
      count,
      tooShort: count,
      interval: intervalFacts.nullable(),
      /** Steps after which the targets repeat themselves, as their spectrum says; null where they do not. */
      season: z.int().positive().nullable(),
    })
    .nullable(),
  /** Of series, once they were imported; null of tables. */
  mended: mendedFacts.nullable().default(null),
});
export type TableFacts = z.infer<typeof tableFacts>;

/** What a model must know of the features that were fitted. */
export function featureFacts(fitted: FittedColumns): Pick<TableFacts, 'features' | 'codes' | 'parts'> {
  const [codes, parts] = [codedFeatures(fitted), rowParts(fitted)];
  return { features: featureCount(fitted), ...(codes.length > 0 && { codes }), ...(parts.length > 0 && { parts }) };
}
