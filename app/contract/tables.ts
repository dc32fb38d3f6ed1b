import { z } from 'zod';
import { columnsPreprocessing } from '../data/columns/fitted.ts';
import { splitSettings } from '../data/images.ts';
import { tableAnswers } from '../data/tables/preprocessing.ts';
import { columnTypes } from '../data/tables/table-columns.ts';
import { title } from './ids.ts';

const count = z.int().nonnegative();
const column = z.string().max(1000);

/** What reading a table may come upon. */
const readingErrors = [
  'file-missing',
  'file-closed',
  'text-file-empty',
  'text-file-other',
  'text-file-changed',
  'text-no-rows',
  'text-row-too-long',
  'table-too-wide',
  'header-unreadable',
  'column-unknown',
  'json-no-lines',
  'parquet-unreadable',
  'text-reader-ended',
] as const;
/** The same where it is imported. */
export const tableErrors = [...readingErrors, 'targets-none', 'inputs-none', 'rows-too-few', 'time-not-dates'] as const;
/** The same where a run is asked about its rows. */
export const rowsErrors = [
  ...readingErrors,
  'columns-missing',
  'columns-same',
  'texts-too-many',
  'images-unreadable',
  'images-too-large',
] as const;

/** How a table lies on the disk. */
const tableKind = z.enum(['table', 'json-lines', 'parquet']);
const decimalMark = z.enum(['.', ',']);
/** Between groups of three digits; a space may be a narrow or hard one, and none is ''. */
const thousandsMark = z.enum(['', ',', '.', ' ', "'"]);
/** One that begins with the year is read as such under each order of days and months. */
const dateOrder = z.enum(['iso', 'day-first', 'month-first', 'epoch-seconds', 'epoch-milliseconds']);

/** What the user knows better than the file says; everything may be left out. */
export const tableShape = z.object({
  kind: tableKind.optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional(),
  delimiter: z.string().length(1).optional(),
  quotes: z.boolean().optional(),
  header: z.boolean().optional(),
  columns: z
    .array(
      z.object({
        name: column,
        type: z.enum(columnTypes).optional(),
        decimal: decimalMark.optional(),
        thousands: thousandsMark.optional(),
        dates: dateOrder.optional(),
        keep: z.boolean().optional(),
      }),
    )
    .max(2000)
    .optional(),
});

/** What becomes of rows of one time, and of gaps between the times of a series: the row before is put in again, or nothing. */
export const seriesRepair = z.object({ doubles: z.enum(['drop', 'first', 'mean']), gaps: z.enum(['forward', 'leave']) });
export type SeriesRepair = z.infer<typeof seriesRepair>;

/** What is wanted of a file, in a few words: the rest is suggested. */
export const tableWish = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('tables'),
    /** Absent: the likeliest column. */
    targets: z.array(column).min(1).max(1000).optional(),
    answers: tableAnswers.optional(),
    /** Columns that go in as the tokens of their texts. */
    texts: z.array(column).max(100).optional(),
  }),
  z.object({
    kind: z.literal('series'),
    time: column.nullable().optional(),
    key: column.nullable().optional(),
    targets: z.array(column).min(1).max(100).optional(),
    window: z.int().min(1).max(100_000).optional(),
    horizon: z.int().min(1).max(10_000).optional(),
  }),
]);
export type TableWish = z.infer<typeof tableWish>;

/** How a file is imported, where nobody says otherwise. */
export const tableImport = z.object({
  name: title,
  shape: tableShape,
  preprocessing: columnsPreprocessing,
  split: splitSettings,
  /** Of series. */
  repair: seriesRepair,
});
export type TableImport = z.infer<typeof tableImport>;

/** What a table is, by its beginning, and how Unfold would import it. */
export const tableLook = z.object({
  path: z.string(),
  kind: tableKind,
  bytes: count,
  encoding: z.string().nullable(),
  dialect: z.object({ delimiter: z.string(), quotes: z.boolean(), header: z.boolean() }).nullable(),
  columns: z.array(
    z.object({
      name: z.string(),
      unit: z.string().nullable(),
      type: z.enum(columnTypes),
      numbers: z.object({ decimal: decimalMark, thousands: thousandsMark }).nullable(),
      dates: dateOrder.nullable(),
      distinct: count,
      /** Whether it is a category that tells series apart whose times stand in the first column of dates. */
      tellsApart: z.boolean(),
      missing: count,
      examples: z.array(z.string()),
    }),
  ),
  preview: z.array(z.object({ line: z.int().positive(), cells: z.array(z.string().nullable()) })),
  rows: z.object({ count, exact: z.boolean() }),
  looked: count,
  skipped: z.array(z.object({ place: z.union([z.int().positive(), z.string()]), column: z.string().nullable(), reason: z.string() })),
  problems: z.array(z.object({ column: z.string().nullable(), message: z.string(), remedy: z.string() })),
  import: tableImport,
});
export type TableLook = z.infer<typeof tableLook>;

/** A row of a table as it is shown: of each column a number, a date in milliseconds since 1970 (UTC), 0 or 1, or a category. */
export const tableRow = z.object({ index: count, line: z.int(), cells: z.array(z.union([z.number(), z.string()]).nullable()) });
