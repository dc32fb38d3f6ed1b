import type { Dialect } from '../texts/records.ts';
import type { SkippedRow } from '../texts/source.ts';
import { ByteRecords } from './byte-records.ts';
import { type PlannedColumn, planColumns } from './column-plan.ts';
import type { Categories } from './named-cells.ts';
import type { ReadRows } from './read-rows.ts';
import type { LookedColumn } from './source.ts';

/** What rows are read by: the same in every thread. */
export interface ChunkPlan {
  file: string;
  dialect: Dialect & { header: boolean };
  columns: readonly LookedColumn[];
}

/** A piece of a table that begins with a row. */
export interface Chunk {
  bytes: Uint8Array<ArrayBuffer>;
  /** Whether its first row names the columns. */
  header: boolean;
  /** Whether it is the end of the file. */
  last: boolean;
  /** Memory for its rows. */
  free: Float64Array<ArrayBuffer>[];
}

/** What a chunk holds. Lines are counted from its own first. */
export interface ChunkRows {
  /** Whether it ends with a row; if not, all else is worth nothing. */
  whole: boolean;
  batches: ReadRows[];
  skipped: SkippedRow[];
  lines: number;
  /** Of each column the categories that were met first, in the order of the codes they have in this reader. */
  names: string[][];
}

/** Reads chunks of a table, each by itself. */
export class ChunkReader {
  readonly #records: ByteRecords;
  readonly #columns: readonly PlannedColumn[];
  readonly #header: boolean;
  #skipped: SkippedRow[] = [];
  /** How many categories of each column were told. */
  readonly #told: number[];

  constructor({ file, dialect, columns }: ChunkPlan) {
    this.#columns = planColumns(file, columns);
    this.#records = new ByteRecords(dialect, this.#columns, (row) => this.#skipped.push(row));
    this.#header = dialect.header;
    this.#told = columns.map(() => 0);
  }

  read({ bytes, header, last, free }: Chunk): ChunkRows {
    this.#skipped = [];
    for (const values of free) this.#records.takeBack(values);
    const batches: ReadRows[] = [];
    this.#records.begin(header && this.#header);
    this.#records.feed(bytes, last);
    for (let rows = this.#records.next(); rows !== null; rows = this.#records.next()) batches.push(rows);
    return {
      whole: last || this.#records.isDone,
      batches,
      skipped: this.#skipped,
      lines: this.#records.line - 1,
      names: this.#columns.map(({ categories }, column) => (categories === null ? [] : this.#newNames(categories, column))),
    };
  }

  #newNames(categories: Categories, column: number): string[] {
    const names = categories.names.slice(this.#told[column]);
    this.#told[column] = (this.#told[column] ?? 0) + names.length;
    return names;
  }
}
