import type { ColumnType } from '#app/data/tables/table-columns.ts';
import type { KeptTable } from '#main/datasets/columns/manifest.ts';
import type { Shard } from '#main/store/datasets.ts';
import type { Written } from '#main/store/whole-file.ts';
import type { OnProgress } from '../reader-calls.ts';
import type { Encoding } from '../texts/decoding.ts';
import type { Problem, SkippedRow, TextShape } from '../texts/source.ts';
import type { FileState } from '../texts/text-file.ts';
import type { DateOrder } from './cell-date.ts';
import type { NumberFormat } from './cell-number.ts';
import type { TableFilling } from './table-filling.ts';

export const tableKinds = ['table', 'json-lines', 'parquet'] as const;
/** How a table lies on the disk. */
export type TableKind = (typeof tableKinds)[number];

/** What the user knows better of a column than its values say; everything but the name may be left out. */
export interface ColumnShape {
  /** As the look names it. */
  name: string;
  type?: ColumnType | undefined;
  decimal?: NumberFormat['decimal'] | undefined;
  thousands?: NumberFormat['thousands'] | undefined;
  dates?: DateOrder | undefined;
  /** Whether the texts or paths themselves are wanted, which are otherwise only counted. */
  keep?: boolean | undefined;
}

/** What the user knows better than the file says; everything may be left out. */
export interface TableShape extends Pick<TextShape, 'encoding' | 'delimiter' | 'quotes' | 'header'> {
  kind?: TableKind | undefined;
  columns?: readonly ColumnShape[] | undefined;
}

export interface TableReadOptions {
  /** How the look found the file: another one is refused. */
  before?: FileState | undefined;
}

/** A column as the first rows show it, or as it was asked for. */
export interface LookedColumn {
  /** Unlike all others: a second "height" is "height (2)", an empty name "column 3". */
  name: string;
  unit: string | null;
  type: ColumnType;
  /** How its numbers are read; null of other types. */
  numbers: NumberFormat | null;
  /** How its dates are read; null of other types. */
  dates: DateOrder | null;
  /** Different values among the rows looked at. */
  distinct: number;
  /** Whether it is a category that tells series apart whose times stand in the first column of dates. */
  tellsApart: boolean;
  /** Rows looked at that have no value. */
  missing: number;
  /** Whether its texts or paths are kept. */
  keep?: boolean;
  /** The first different values, as they stand in the file. */
  examples: string[];
}

/** What a table is, by its beginning. */
export interface TableLook {
  path: string;
  kind: TableKind;
  bytes: number;
  /** To be handed back when it is read. */
  state: FileState;
  encoding: Encoding | null;
  dialect: { delimiter: string; quotes: boolean; header: boolean } | null;
  columns: LookedColumn[];
  /** Cells of the first rows, cut where they are long; null: nothing there. */
  preview: { line: number; cells: (string | null)[] }[];
  /** All of them where `exact`, else as the beginning lets expect. */
  rows: { count: number; exact: boolean };
  /** Rows that `columns` were told by. */
  looked: number;
  /** Among what was looked at, 100 at most. */
  skipped: SkippedRow[];
  problems: Problem[];
}

/** Where a table is kept. */
export interface KeepTable {
  /** Where the files go. */
  folder: string;
  /** What the rows are, for the error of a disk that is full. */
  what: string;
}

/** A block of rows that is on the disk, skipped rows alone, or, at the end, what the table is. */
export interface KeptRows {
  rows: Shard | null;
  /** The file that describes the table, with what it says; null before the end. */
  table: (KeptTable & { file: string } & Written) | null;
  skipped: SkippedRow[];
}

/** A table that is being read. */
export interface OpenTable {
  /** Takes the rows, and skips what is none. */
  filling: TableFilling;
  /** Reads every row into it, a piece at a time; throws AppErrors, or the signal's reason. */
  pieces: AsyncIterable<void>;
}

/** A file with a table: what it is, and its rows. */
export interface TableSource {
  /** Looks for so long at most; throws AppErrors where nothing can be read. */
  look(milliseconds: number): Promise<TableLook>;
  /** Begins to read; throws AppErrors. */
  open(options: TableReadOptions, signal: AbortSignal, onProgress: OnProgress): Promise<OpenTable>;
}
