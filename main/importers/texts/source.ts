import type { SplitName } from '#app/data/images.ts';
import type { OnProgress } from '../reader-calls.ts';
import type { Encoding } from './decoding.ts';
import type { FileState } from './text-file.ts';

export const textKinds = ['table', 'json-lines', 'tagged', 'long-text', 'folder'] as const;
/** How texts lie on the disk. */
export type TextKind = (typeof textKinds)[number];

/** What the user knows better than the file says; everything may be left out. */
export interface TextShape {
  kind?: TextKind | undefined;
  encoding?: Encoding | undefined;
  /** Of a table: one character. */
  delimiter?: string | undefined;
  /** Of a table: whether " surrounds cells. */
  quotes?: boolean | undefined;
  /** Of a table: whether the first row names the columns. */
  header?: boolean | undefined;
}

/** How a long text becomes rows. */
export interface TextPieces {
  by: 'line' | 'paragraph';
  mostCharacters: number;
}

/** What is to be read, by the names that the look gives the columns. */
export interface ReadOptions {
  /** Of a table or JSON lines; absent: the suggested one. */
  text?: string | undefined;
  /** Of a table or JSON lines; absent: the suggested one; null: rows without labels. */
  label?: string | null | undefined;
  /** Of tagged words. */
  token?: string | undefined;
  tag?: string | undefined;
  /** Of a long text: a row a line, or a row a paragraph (lines up to an empty one); longer ones are cut. */
  pieces?: TextPieces | undefined;
  /** How the look found the file: another one is refused. */
  before?: FileState;
}

/** What a look is about; absent: as suggested. */
export type ColumnsAsked = Pick<ReadOptions, 'text' | 'label' | 'token' | 'tag' | 'pieces'>;

/** A line of the file, from 1; in a folder the path below it. */
export type Place = number | string;

/** What is no row, and why, said so that it follows "must be a row:". */
export interface SkippedRow {
  place: Place;
  column: string | null;
  reason: string;
}

/** Rows in the order of the file, as columns of equal length, and what was skipped among them. */
export interface RowBatch {
  places: Place[];
  /** Whole texts; of tagged words, sentences as their tokens. */
  texts: string[] | string[][];
  /** The label of each text, null where none is asked for; of tagged words, a tag a token. */
  labels: (string | null)[] | string[][];
  /** The part that a folder gives each text; null: none does. */
  parts: (SplitName | null)[] | null;
  skipped: SkippedRow[];
}

export type ColumnType = 'text' | 'number' | 'date' | 'boolean' | 'nested' | 'empty';

/** A column as the first rows show it. */
export interface TextColumn {
  /** Unlike all others: a second "label" is "label (2)", an empty name "column 3". */
  name: string;
  type: ColumnType;
  /** Different values among the rows looked at. */
  distinct: number;
  /** Rows looked at that have no value. */
  missing: number;
  /** Characters, on average over the values. */
  meanLength: number;
}

export interface Problem {
  /** The column it is about; null: the file. */
  column: string | null;
  message: string;
  remedy: string;
}

/** What a file or folder of texts is, by its beginning. */
export interface TextLook {
  path: string;
  kind: TextKind;
  /** Of the file, or of all texts counted in the folder. */
  bytes: number;
  /** To be handed back when it is read; null for a folder. */
  state: FileState | null;
  encoding: Encoding | null;
  dialect: { delimiter: string; quotes: boolean; header: boolean } | null;
  columns: TextColumn[];
  /** Cells of the first rows, cut where they are long; null: nothing there. */
  preview: { place: Place; cells: (string | null)[] }[];
  /** Names of columns, null where none fits. */
  suggested: { text: string | null; label: string | null; token: string | null; tag: string | null };
  /** Of a long text: how it was parted for this look. */
  pieces: TextPieces | null;
  /** All of them where `exact`, else as the beginning lets expect. */
  rows: { count: number; exact: boolean };
  /** Rows that `columns` and `classes` were told by, those that lack a text or a label among them. */
  looked: number;
  /** Values of the label asked for, else of the suggested one, or the class folders, the most frequent first, 200 at most. */
  classes: { name: string; items: number }[];
  /** Texts a part, where a folder gives parts. */
  parts: Record<SplitName, number> | null;
  /** Among what was looked at, with those that lack what is read of them, 100 at most. */
  skipped: SkippedRow[];
  problems: Problem[];
}

/** A file or folder of texts: what it is, and its rows. */
export interface TextSource {
  /** Looks for so long at most, at the columns asked for where the file has them; throws AppErrors where nothing can be read. */
  look(milliseconds: number, asked?: ColumnsAsked): Promise<TextLook>;
  /** Gives or skips every row, in order; throws AppErrors, or the signal's reason. */
  rows(options: ReadOptions, signal: AbortSignal, onProgress: OnProgress): AsyncGenerator<RowBatch>;
}
