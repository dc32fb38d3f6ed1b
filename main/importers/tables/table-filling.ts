import { isFreeText } from '#app/data/tables/table-columns.ts';
import { encodeBlock } from '#main/datasets/columns/block-file.ts';
import type { KeptTable } from '#main/datasets/columns/manifest.ts';
import { encodeNumbers } from '#main/datasets/columns/number-encoding.ts';
import { rowsPerBlock } from '#main/datasets/columns/table-files.ts';
import type { SkippedRow } from '../texts/source.ts';
import { ColumnFacts } from './column-facts.ts';
import type { PlannedColumn } from './column-plan.ts';
import { type ReadRows, skippedCell } from './read-rows.ts';

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

  /** Takes rows that were read; `codes`: of each category what its numbers there are here, null where they are the same. */
  takeRows({ rows, stride, values }: ReadRows, codes: readonly (Int32Array | null)[] | null = null): void {
    for (let from = 0; from < rows; ) {
      const count = Math.min(rows - from, this.#rowsEach - this.#filled);
      this.#lines.set(values.subarray(from, from + count), this.#filled);
      for (const [column, into] of this.#values.entries()) {
        const begin = (column + 1) * stride + from;
        copyCodes(values.subarray(begin, begin + count), into, this.#filled, codes?.[column] ?? null);
      }
      from += count;
      this.#grow(count);
    }
  }

  /** Takes one row, `values` as its cells' readers gave them: a number, or why there is none. */
  takeRow(line: number, values: readonly (number | string)[]): void {
    const wrong = values.findIndex((value) => typeof value === 'string');
    if (wrong >= 0) return this.skip(skippedCell(line, this.#columns[wrong]?.name ?? '', String(values[wrong])));
    this.#lines[this.#filled] = line;
    for (const [column, into] of this.#values.entries()) into[this.#filled] = Number(values[column]);
    this.#grow(1);
  }

  /** Lists what is no row. */
  skip(row: SkippedRow): void {
    this.#skipped.push(row);
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
    const columns = this.#columns.map(({ name, unit, type, categories }, column) => {
      const facts = this.#facts[column]?.facts(categories?.names ?? []);
      if (facts === undefined) throw new RangeError(`There is no column ${column}`);
      return { name, unit, type, ...facts, ...(isFreeText(type) && categories !== null && { kept: categories.names.length }) };
    });
    return { rows: this.#rows, rowsPerBlock: this.#rowsEach, columns };
  }

  /** The texts of each column that keeps them, by the place of the column. */
  texts(): { column: number; texts: readonly string[] }[] {
    return this.#columns.flatMap(({ type, categories }, column) =>
      isFreeText(type) && categories !== null ? [{ column, texts: categories.names }] : [],
    );
  }

  #grow(rows: number): void {
    this.#filled += rows;
    if (this.#filled === this.#rowsEach) this.#close();
  }

  #close(): void {
    const rows = this.#filled;
    const of = (values: Float64Array<ArrayBuffer>) => values.subarray(0, rows);
    for (const [column, values] of this.#values.entries()) this.#facts[column]?.add(of(values));
    const kept = this.#values.filter((_, column) => isKept(this.#columns[column]));
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

/** Whether its cells go into the blocks. */
const isKept = (column?: PlannedColumn): boolean => column !== undefined && (column.categories !== null || !isFreeText(column.type));

function copyCodes(values: Float64Array, into: Float64Array, offset: number, codes: Int32Array | null): void {
  if (codes === null) return into.set(values, offset);
  for (let row = 0; row < values.length; row += 1) {
    const code = values[row] ?? Number.NaN;
    into[offset + row] = Number.isNaN(code) ? code : (codes[code] ?? Number.NaN);
  }
}
