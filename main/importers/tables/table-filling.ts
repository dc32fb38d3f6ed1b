import { encodeBlock } from '#main/datasets/columns/block-file.ts';
import type { KeptTable } from '#main/datasets/columns/manifest.ts';
import { encodeNumbers } from '#main/datasets/columns/number-encoding.ts';
import { rowsPerBlock } from '#main/datasets/columns/table-files.ts';
import type { SkippedRow } from '../texts/source.ts';
import type { ScannedRows } from './byte-records.ts';
import { ColumnFacts } from './column-facts.ts';
import type { PlannedColumn } from './column-plan.ts';
import { CategoryCells } from './named-cells.ts';

/** A block as it goes into a file. */
export interface FilledBlock {
  rows: number;
  content: Uint8Array;
}

/** Takes the rows of a table, column by column, into blocks of equal size; a row with a cell that cannot be read is skipped and listed. */
export class TableFilling {
  readonly #columns: readonly PlannedColumn[];
  readonly #facts: readonly ColumnFacts[];
  /** Of each column, the rows of the block being filled. */
  readonly #values: readonly Float64Array<ArrayBuffer>[];
  readonly #lines: Float64Array<ArrayBuffer>;
  readonly #rowsEach: number;
  /** 1 for each of the rows taken at once that is skipped. */
  #bad = new Uint8Array(0);
  #filled = 0;
  #rows = 0;
  #blocks: FilledBlock[] = [];
  #skipped: SkippedRow[] = [];

  constructor(columns: readonly PlannedColumn[]) {
    this.#columns = columns;
    this.#facts = columns.map(({ type }) => new ColumnFacts(type));
    this.#rowsEach = rowsPerBlock(columns.length);
    this.#values = columns.map(() => new Float64Array(this.#rowsEach));
    this.#lines = new Float64Array(this.#rowsEach);
  }

  /** Takes rows as they were scanned. */
  takeScanned(scanned: ScannedRows): void {
    for (let from = 0; from < scanned.rows; ) {
      const rows = Math.min(scanned.rows - from, this.#rowsEach - this.#filled);
      const part = rows === scanned.rows ? scanned : partOf(scanned, from, rows);
      this.#lines.set(part.lines.subarray(0, rows), this.#filled);
      this.#takeColumns(rows, ({ reader }, column, bad) => reader.readAll(part, column, this.#valuesOf(column), this.#filled, bad));
      from += rows;
    }
  }

  /** Takes one row, `values` as its cells' readers gave them: a number, or why there is none. */
  takeRow(line: number, values: readonly (number | string)[]): void {
    const wrong = values.findIndex((value) => typeof value === 'string');
    if (wrong >= 0) return this.#skipCell(line, wrong, String(values[wrong]));
    this.#lines[this.#filled] = line;
    for (const [column, into] of this.#values.entries()) into[this.#filled] = Number(values[column]);
    this.#grow(1);
  }

  /** Lists what is no row. */
  skip(line: number, reason: string): void {
    this.#skipped.push({ place: line, column: null, reason });
  }

  /** The blocks that are full now; at the end, with what is left. */
  takeBlocks(end = false): FilledBlock[] {
    if (end && this.#filled > 0) this.#close();
    const blocks = this.#blocks;
    this.#blocks = [];
    return blocks;
  }

  /** How many rows were skipped and not taken yet. */
  get skippedWaiting(): number {
    return this.#skipped.length;
  }

  /** What was skipped since it was last asked for, by line. */
  takeSkipped(): SkippedRow[] {
    const skipped = this.#skipped.sort((one, other) => Number(one.place) - Number(other.place));
    this.#skipped = [];
    return skipped;
  }

  /** What the table is, when all blocks were taken. */
  table(): KeptTable {
    const columns = this.#columns.map(({ name, unit, type, reader }, column) => {
      const names = reader instanceof CategoryCells ? reader.names : [];
      const facts = this.#facts[column]?.facts(names);
      if (facts === undefined) throw new RangeError(`There is no column ${column}`);
      return { name, unit, type, ...facts };
    });
    return { rows: this.#rows, rowsPerBlock: this.#rowsEach, columns };
  }

  #valuesOf(column: number): Float64Array {
    const values = this.#values[column];
    if (values === undefined) throw new RangeError(`There is no column ${column}`);
    return values;
  }

  /** Reads so many rows behind those that are there, a column after the other, and closes the gaps of those that are skipped. */
  #takeColumns(rows: number, read: (column: PlannedColumn, number: number, bad: (row: number, reason: string) => void) => void): void {
    if (this.#bad.length < rows) this.#bad = new Uint8Array(rows);
    let skipped = 0;
    for (const [number, column] of this.#columns.entries()) {
      read(column, number, (row, reason) => {
        if (this.#bad[row] === 1) return;
        this.#bad[row] = 1;
        skipped += 1;
        this.#skipCell(this.#lines[this.#filled + row] ?? 0, number, reason);
      });
    }
    if (skipped > 0) this.#closeGaps(rows);
    this.#grow(rows - skipped);
  }

  #skipCell(line: number, column: number, reason: string): void {
    const name = this.#columns[column]?.name ?? '';
    this.#skipped.push({ place: line, column: name, reason: `${name} ${reason}` });
  }

  #closeGaps(rows: number): void {
    for (const values of [this.#lines, ...this.#values]) {
      let to = this.#filled;
      for (let row = 0; row < rows; row += 1) {
        if (this.#bad[row] === 1) continue;
        values[to] = values[this.#filled + row] ?? 0;
        to += 1;
      }
    }
    this.#bad.fill(0, 0, rows);
  }

  #grow(rows: number): void {
    this.#filled += rows;
    if (this.#filled === this.#rowsEach) this.#close();
  }

  #close(): void {
    const rows = this.#filled;
    const of = (values: Float64Array<ArrayBuffer>) => values.subarray(0, rows);
    for (const [column, values] of this.#values.entries()) this.#facts[column]?.add(of(values));
    const kept = this.#values.filter((_, column) => this.#columns[column]?.type !== 'text');
    this.#blocks.push({
      rows,
      content: encodeBlock(
        rows,
        [this.#lines, ...kept].map((values) => encodeNumbers(of(values))),
      ),
    });
    this.#rows += rows;
    this.#filled = 0;
  }
}

/** Some of the rows, as if they were all. */
function partOf(scanned: ScannedRows, from: number, rows: number): ScannedRows {
  const { columns } = scanned;
  return {
    ...scanned,
    starts: scanned.starts.subarray(from * columns),
    ends: scanned.ends.subarray(from * columns),
    lines: scanned.lines.subarray(from),
    rows,
  };
}
