import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ColumnType, isFreeText, type TableColumn } from '#app/data/tables/table-columns.ts';
import { appError } from '#app/errors.ts';
import { decodeRows, type Rows } from '../texts/row-file.ts';
import { type ColumnPlace, decodeHead, headBytes } from './block-file.ts';
import { type KeptTable, readTable } from './manifest.ts';
import { decodeNumbers, widthOf } from './number-encoding.ts';
import { readPart } from './read-part.ts';
import { rowsName, textsName } from './table-files.ts';

/** Rows as a view of the table shows them. */
export interface RowCells {
  /** Line of the file that each stands at. */
  lines: Float64Array;
  /**
   * Of each column in turn, of each row: a number, a date in milliseconds since 1970 (UTC), 0 or 1 of a boolean, a category's name;
   * a text; null where it is missing. Of free text that is not kept all are null.
   */
  columns: (number | string | null)[][];
}

/** A table as it was imported. What is read of it at a time is what is asked for; reading rejects with dataset-damaged. */
export interface StoredTable {
  /** Where it lies. */
  readonly folder: string;
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  /**
   * Rows [from, to) of any column but free text that is not kept, as ColumnValues has them, in memory of their own or in that which is given. Rejects with
   * column-unknown, column-other.
   */
  cells(name: string, from?: number, to?: number, into?: Float64Array<ArrayBuffer>): Promise<Float64Array<ArrayBuffer>>;
  /** Rows [from, to) of a column of numbers, dates or booleans; NaN where one is missing. Rejects with column-unknown, column-other. */
  numbers(name: string, from?: number, to?: number): Promise<Float64Array<ArrayBuffer>>;
  /** Rows [from, to) of a category or a boolean: places in its `categories`, or 0 and 1; −1 where one is missing. Rejects as `numbers`. */
  codes(name: string, from?: number, to?: number): Promise<Int32Array<ArrayBuffer>>;
  /** The different texts, or paths of images, of a column that keeps them: what its cells are places in. Rejects with column-unknown, column-other. */
  texts(name: string): Promise<string[]>;
  /** The text of a row in a column that keeps them, by its place; null where it is missing. Rejects with column-other. */
  textAt(column: number, row: number): Promise<string | null>;
  /** Whole rows, in the order asked for. Throws RangeError where there is none. */
  rowsAt(rows: ArrayLike<number> | { from: number; to: number }): Promise<RowCells>;
  /** The lines of the file that rows [from, to) stand at, from 1. */
  lines(from?: number, to?: number): Promise<Float64Array<ArrayBuffer>>;
  /** The line of the file that a row stands at, from 1. */
  lineOf(row: number): Promise<number>;
}

/** Opens the table in a dataset's folder. Rejects with dataset-damaged. */
export async function openTable(folder: string): Promise<StoredTable> {
  return new Stored(folder, await readTable(folder));
}

const linesColumn = 0;

class Stored implements StoredTable {
  readonly rows: number;
  readonly columns: readonly TableColumn[];
  readonly folder: string;
  readonly #table: KeptTable;
  /** Of each column its place in the blocks; null of one that is not kept. */
  readonly #places: readonly (number | null)[];
  /** Of each category, by the code in the blocks, its place among the categories. */
  readonly #orders: readonly (Int32Array | null)[];
  readonly #blockColumns: number;

  constructor(folder: string, table: KeptTable) {
    this.folder = folder;
    this.#table = table;
    this.rows = table.rows;
    this.columns = table.columns.map(({ written: _, ...column }) => column);
    let place = linesColumn;
    this.#places = table.columns.map(({ type, kept }) => {
      if (isFreeText(type) && kept === undefined) return null;
      place += 1;
      return place;
    });
    this.#blockColumns = place + 1;
    this.#orders = table.columns.map(({ written }) => (written === null ? null : inverse(written)));
  }

  async cells(name: string, from = 0, to = this.rows, into?: Float64Array<ArrayBuffer>): Promise<Float64Array<ArrayBuffer>> {
    const column = this.#find(name, ['number', 'date', 'boolean', 'category', 'text', 'image']);
    const cells = await this.#range(this.#places[column] ?? 0, from, to, into);
    const order = this.#orders[column] ?? null;
    if (order !== null) bringInOrder(cells, order);
    return cells;
  }

  async numbers(name: string, from = 0, to = this.rows): Promise<Float64Array<ArrayBuffer>> {
    const column = this.#find(name, ['number', 'date', 'boolean']);
    return this.#range(this.#places[column] ?? 0, from, to);
  }

  async codes(name: string, from = 0, to = this.rows): Promise<Int32Array<ArrayBuffer>> {
    this.#find(name, ['category', 'boolean']);
    const codes = new Int32Array(Math.max(0, Math.min(to, this.rows) - from));
    const block = new Float64Array(Math.min(codes.length, this.#table.rowsPerBlock));
    for (let at = 0; at < codes.length; at += block.length) {
      const cells = await this.cells(name, from + at, Math.min(to, from + at + block.length), block);
      for (let row = 0; row < cells.length; row += 1) codes[at + row] = codeOf(cells[row]);
    }
    return codes;
  }

  async texts(name: string): Promise<string[]> {
    const rows = await this.#texts(this.#find(name, ['text', 'image']));
    return Array.from({ length: rows.count }, (_, place) => rows.row(place).toString());
  }

  async textAt(column: number, row: number): Promise<string | null> {
    this.#require(row);
    const [place = Number.NaN] = await this.cells(this.columns[column]?.name ?? '', row, row + 1);
    return Number.isNaN(place) ? null : (await this.#texts(column)).row(place).toString();
  }

  async rowsAt(asked: ArrayLike<number> | { from: number; to: number }): Promise<RowCells> {
    const rows = 'from' in asked ? Array.from({ length: asked.to - asked.from }, (_, place) => asked.from + place) : Array.from(asked);
    for (const row of rows) this.#require(row);
    const lines = await this.#some(linesColumn, rows);
    const columns: RowCells['columns'] = [];
    for (const [column, place] of this.#places.entries())
      columns.push(place === null ? rows.map(() => null) : await this.#shown(column, await this.#some(place, rows)));
    return { lines, columns };
  }

  lines(from = 0, to = this.rows): Promise<Float64Array<ArrayBuffer>> {
    return this.#range(linesColumn, from, to);
  }

  async lineOf(row: number): Promise<number> {
    this.#require(row);
    const [line = 0] = await this.#range(linesColumn, row, row + 1);
    return line;
  }

  async #shown(column: number, values: Float64Array): Promise<(number | string | null)[]> {
    const { categories, kept } = this.columns[column] ?? { categories: null };
    const order = this.#orders[column];
    if (kept !== undefined) {
      const texts = await this.#texts(column);
      return Array.from(values, (value) => (Number.isNaN(value) ? null : texts.row(value).toString()));
    }
    return Array.from(values, (value) => {
      if (Number.isNaN(value)) return null;
      return categories === null ? value : (categories[order?.[value] ?? -1]?.name ?? null);
    });
  }

  async #texts(column: number): Promise<Rows> {
    const name = textsName(column);
    const content = await readFile(join(this.folder, name)).catch(() => null);
    if (content === null) throw appError('dataset-damaged', { folder: this.folder, problem: `${name} is missing` });
    return decodeRows(content, name, this.folder);
  }

  #require(row: number): void {
    if (!(row >= 0 && row < this.rows)) throw new RangeError(`There is no row ${row}`);
  }

  #find(name: string, types: readonly ColumnType[]): number {
    const found = this.columns.findIndex((column) => column.name === name);
    const known = this.columns.map((column) => `"${column.name}"`).join(', ');
    const column = this.columns[found];
    if (column === undefined) throw appError('column-unknown', { file: this.folder, column: name, known });
    if (isFreeText(column.type) && column.kept === undefined) throw appError('texts-not-kept', { column: name });
    if (!types.includes(column.type)) throw appError('column-other', { column: name, must: types.join(' or '), got: column.type });
    return found;
  }

  /** Some rows of a column of the blocks: of each block that has one, those from the first of them to the last are read. */
  async #some(place: number, rows: readonly number[]): Promise<Float64Array<ArrayBuffer>> {
    const { rowsPerBlock } = this.#table;
    const spans = new Map<number, { from: number; to: number }>();
    for (const row of rows) {
      const block = Math.floor(row / rowsPerBlock);
      const { from, to } = spans.get(block) ?? { from: row, to: row };
      spans.set(block, { from: Math.min(from, row), to: Math.max(to, row + 1) });
    }
    const values = new Float64Array(rows.length);
    for (const [block, { from, to }] of spans) {
      const span = await this.#range(place, from, to);
      for (const [at, row] of rows.entries()) if (Math.floor(row / rowsPerBlock) === block) values[at] = span[row - from] ?? Number.NaN;
    }
    return values;
  }

  /** Rows [from, to) of a column of the blocks, in `into` if it is given. */
  async #range(place: number, from: number, to: number, into?: Float64Array<ArrayBuffer>): Promise<Float64Array<ArrayBuffer>> {
    const { rowsPerBlock } = this.#table;
    const [start, end] = [Math.max(0, from), Math.min(to, this.rows)];
    const count = Math.max(0, end - start);
    const values = into?.subarray(0, count) ?? new Float64Array(count);
    const bytes = new Uint8Array(Float64Array.BYTES_PER_ELEMENT * Math.min(values.length, rowsPerBlock));
    for (let at = start; at < end; ) {
      const block = Math.floor(at / rowsPerBlock);
      const first = block * rowsPerBlock;
      const behind = Math.min(end, first + rowsPerBlock);
      await this.#read(block, place, { from: at - first, into: values.subarray(at - start, behind - start), bytes });
      at = behind;
    }
    return values;
  }

  /** Rows of a block's column from `from` on, as many as `into` takes; `bytes` is where they are read to before. */
  async #read(
    block: number,
    place: number,
    { from, into, bytes }: { from: number; into: Float64Array; bytes: Uint8Array<ArrayBuffer> },
  ): Promise<void> {
    const name = rowsName(block);
    const file = await open(join(this.folder, name)).catch(() => null);
    if (file === null) throw appError('dataset-damaged', { folder: this.folder, problem: `${name} is missing` });
    try {
      const found = await this.#place(file, block, place);
      const width = widthOf(found.encoding);
      const isThere = await readPart(file, found.offset + from * width, into.length * width, bytes);
      if (!isThere) throw appError('dataset-damaged', { folder: this.folder, problem: `${name} is cut off` });
      decodeNumbers(found, bytes, from, into);
    } finally {
      await file.close();
    }
  }

  async #place(file: FileHandle, block: number, place: number): Promise<ColumnPlace> {
    const { rowsPerBlock } = this.#table;
    const head = Buffer.alloc(headBytes(this.#blockColumns));
    const isThere = await readPart(file, 0, head.length, head);
    const places = decodeHead(isThere ? head : Buffer.alloc(0), {
      rows: Math.min(rowsPerBlock, this.rows - block * rowsPerBlock),
      columns: this.#blockColumns,
      bytes: (await file.stat()).size,
      name: rowsName(block),
      folder: this.folder,
    });
    const found = places[place];
    if (found === undefined) throw new RangeError(`There is no column ${place} in a block`);
    return found;
  }
}

/** Cells with the place of each code in its stead. */
function bringInOrder(cells: Float64Array, order: Int32Array): void {
  for (let row = 0; row < cells.length; row += 1) {
    const code = cells[row] ?? Number.NaN;
    const place = Number.isNaN(code) ? -1 : (order[code | 0] ?? -1);
    cells[row] = place < 0 ? Number.NaN : place;
  }
}

const codeOf = (cell = Number.NaN): number => (Number.isNaN(cell) ? -1 : cell);

/** Of each code the place it stands at, −1 where it stands nowhere. */
function inverse(codes: readonly number[]): Int32Array {
  const places = new Int32Array(codes.reduce((most, code) => Math.max(most, code), -1) + 1).fill(-1);
  for (const [place, code] of codes.entries()) places[code] = place;
  return places;
}
