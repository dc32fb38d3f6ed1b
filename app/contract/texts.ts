import { z } from 'zod';
import { splitSettings } from '../data/images.ts';
import { textPreprocessing } from '../data/texts/preprocessing.ts';
import { title } from './ids.ts';

const count = z.int().nonnegative();

/** How texts lie on the disk. */
export const textKind = z.enum(['table', 'json-lines', 'tagged', 'long-text', 'folder']);

/** What the user knows better than the file says; everything may be left out. */
export const textShape = z.object({
  kind: textKind.optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']).optional(),
  delimiter: z.string().length(1).optional(),
  quotes: z.boolean().optional(),
  header: z.boolean().optional(),
});

const column = z.string().max(1000);

/** How a long text becomes rows: a line each, or a paragraph each (lines up to an empty one); what is longer is cut. */
export const textPieces = z.object({ by: z.enum(['line', 'paragraph']), mostCharacters: z.int().min(2).max(100_000) });

/** What is read: which columns, and of a long text which pieces. Absent: as suggested. */
export const textColumns = z.object({
  text: column.optional(),
  label: column.optional(),
  token: column.optional(),
  tag: column.optional(),
  pieces: textPieces.optional(),
});

const place = z.union([z.int().positive(), z.string()]);

/** What a file or folder of texts is, by its beginning, and how Unfold would import it. */
export const textLook = z.object({
  path: z.string(),
  kind: textKind,
  bytes: count,
  encoding: z.string().nullable(),
  dialect: z.object({ delimiter: z.string(), quotes: z.boolean(), header: z.boolean() }).nullable(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['text', 'number', 'date', 'boolean', 'nested', 'empty']),
      distinct: count,
      missing: count,
      meanLength: z.number(),
    }),
  ),
  preview: z.array(z.object({ place, cells: z.array(z.string().nullable()) })),
  suggested: z.object({
    text: z.string().nullable(),
    label: z.string().nullable(),
    token: z.string().nullable(),
    tag: z.string().nullable(),
  }),
  /** Of a long text: how it was parted for this look. */
  pieces: textPieces.nullable(),
  rows: z.object({ count, exact: z.boolean() }),
  /** Rows that `columns` and `classes` were told by, those that lack a text or a label among them. */
  looked: count,
  /** Values of the label asked for, else of the suggested one; of a folder its subfolders. */
  classes: z.array(z.object({ name: z.string(), items: count })),
  /** Texts a part, where a folder gives parts. */
  parts: z.object({ train: count, validation: count, test: count }).nullable(),
  /** Among what was looked at, 100 at most; `column`: what a row lacks, where it is no row without it. */
  skipped: z.array(z.object({ place, column: z.string().nullable(), reason: z.string() })),
  problems: z.array(z.object({ column: z.string().nullable(), message: z.string(), remedy: z.string() })),
  import: z.object({ name: title, preprocessing: textPreprocessing, split: splitSettings }),
});
export type TextLook = z.infer<typeof textLook>;

const value = z.union([z.string(), z.array(z.string()), z.array(z.number()), z.array(z.object({ word: z.string(), value: z.number() }))]);

/** A text on its way to the network, stage by stage. */
export const textStages = z.array(z.object({ stage: z.string(), title: z.string(), value }));
export type TextStages = z.infer<typeof textStages>;
