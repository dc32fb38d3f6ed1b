import type { OnProgress } from '../reader-calls.ts';
import { requireColumns } from '../texts/chosen-columns.ts';
import { previewOf, type SampleRow } from '../texts/columns.ts';
import type { Encoding } from '../texts/decoding.ts';
import { fileProblems } from '../texts/problems.ts';
import { listed } from '../texts/row-problem.ts';
import type { SkippedRow } from '../texts/source.ts';
import { headBytes, mostSkipped } from '../texts/table-beginning.ts';
import { type Block, type Piece, TextFile } from '../texts/text-file.ts';
import { type PlannedColumn, planColumns } from './column-plan.ts';
import { type ColumnHints, type LookedColumns, lookColumns } from './look-columns.ts';
import { skippedAmong } from './skipped-rows.ts';
import type { LookedColumn, OpenTable, TableKind, TableLook, TableReadOptions, TableShape, TableSource } from './source.ts';
import { TableFilling } from './table-filling.ts';

/** What the beginning of a table in a file of text tells. */
export interface TextBeginning {
  names: string[];
  sample: SampleRow[];
  /** The sample, and rows behind it that lie in the beginning too. */
  all: readonly SampleRow[];
  skipped: SkippedRow[];
  /** Rows that lie in the beginning as a whole, those that are skipped among them. */
  rows: number;
  dialect: TableLook['dialect'];
  hints: ColumnHints;
}

/** Where rows go that are read: what takes them, and how their cells are read. */
export interface Target {
  encoding: Encoding;
  filling: TableFilling;
  columns: readonly PlannedColumn[];
}

/** How tables are written in files of text. */
export interface TextFormat {
  kind: TableKind;
  /** Throws where there is no table. */
  beginning(path: string, head: Block, shape: TableShape): TextBeginning;
  /** What takes the pieces of such a file. */
  feeder(beginning: TextBeginning, looked: LookedTable, target: Target): Feeder;
}

/** What is known of a table before its rows are read. */
export interface LookedTable {
  path: string;
  bytes: number;
  columns: readonly LookedColumn[];
}

/** A part of a file. */
export type FilePart = Pick<Piece, 'bytes' | 'last'>;

/** Takes the parts of a file and puts their rows into a target. */
export interface Feeder {
  feed(part: FilePart): Promise<void>;
  close(): Promise<void>;
}

/** One that holds nothing. */
export const textFeeder = (take: (part: FilePart) => void): Feeder => ({ feed: async (part) => take(part), close: async () => undefined });

/** A table in a file of text. */
export class TextTable implements TableSource {
  readonly #path: string;
  readonly #shape: TableShape;
  readonly #format: TextFormat;

  constructor(path: string, shape: TableShape, format: TextFormat) {
    this.#path = path;
    this.#shape = shape;
    this.#format = format;
  }

  async look(): Promise<TableLook> {
    const file = await TextFile.open(this.#path, this.#shape.encoding);
    try {
      const head = await file.head(headBytes);
      const beginning = this.#format.beginning(this.#path, head, this.#shape);
      const { columns, problems } = this.#columns(beginning);
      const { dialect, sample, skipped, rows } = beginning;
      return {
        path: this.#path,
        kind: this.#format.kind,
        bytes: file.state.bytes,
        state: file.state,
        encoding: file.encoding,
        dialect,
        columns,
        preview: previewOf(sample).map(({ place, cells }) => ({ line: Number(place), cells })),
        rows: { count: head.last ? rows : Math.round((rows * file.state.bytes) / head.end), exact: head.last },
        looked: sample.length,
        skipped: listed([...skipped, ...skippedAmong(sample, columns)], mostSkipped),
        problems: [...fileProblems({ encoding: file.encoding, guessed: this.#shape.encoding === undefined }), ...problems],
      };
    } finally {
      await file.close();
    }
  }

  async open({ before }: TableReadOptions, signal: AbortSignal, onProgress: OnProgress): Promise<OpenTable> {
    const file = await TextFile.open(this.#path, this.#shape.encoding, before);
    try {
      const beginning = this.#format.beginning(this.#path, await file.head(headBytes), this.#shape);
      requireColumns(this.#path, beginning.names, this.#shape.columns?.map(({ name }) => name) ?? []);
      const looked = this.#columns(beginning).columns;
      const columns = planColumns(this.#path, looked);
      const filling = new TableFilling(columns);
      const known = { path: this.#path, bytes: file.state.bytes, columns: looked };
      const feeder = this.#format.feeder(beginning, known, {
        encoding: file.encoding,
        filling,
        columns,
      });
      return { filling, pieces: pieces(file, feeder, signal, onProgress) };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  #columns({ names, sample, all, hints }: TextBeginning): LookedColumns {
    return lookColumns(names, { rows: sample, all }, this.#shape.columns ?? [], hints);
  }
}

async function* pieces(file: TextFile, feeder: Feeder, signal: AbortSignal, onProgress: OnProgress): AsyncGenerator<void> {
  try {
    for await (const piece of file.pieces(signal)) {
      await feeder.feed(piece);
      onProgress(piece.end, file.state.bytes);
      yield;
    }
  } finally {
    await feeder.close();
    await file.close();
  }
}
