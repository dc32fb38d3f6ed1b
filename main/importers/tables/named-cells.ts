import { textProblem } from '../texts/values.ts';
import { ByteDictionary } from './byte-dictionary.ts';
import type { ScannedRows } from './byte-records.ts';
import { readBoolean } from './cell-boolean.ts';
import { type CellReader, cellText, got, nestedName, type OnBadCell } from './cell-reader.ts';
import { isMissing, longestMark } from './missing.ts';

/** Cells of words: what each stands for is remembered by its bytes. */
abstract class NamedCells implements CellReader {
  readonly #known = new ByteDictionary();

  abstract read(cell: string): number | string;

  readValue(value: unknown): number | string {
    if (value === null || value === undefined) return Number.NaN;
    return typeof value === 'object' ? `must be one value; got ${nestedName(value)}` : this.read(String(value));
  }

  readAll({ bytes, starts, ends, rows, columns }: ScannedRows, column: number, into: Float64Array, offset: number, bad: OnBadCell): void {
    const known = this.#known;
    for (let row = 0, cell = column; row < rows; row += 1, cell += columns) {
      const start = starts[cell] ?? 0;
      const end = ends[cell] ?? 0;
      const found = known.find(bytes, start, end);
      if (found > 0) into[offset + row] = found - 1;
      else into[offset + row] = found === 0 ? Number.NaN : this.#new(bytes, start, end, row, bad);
    }
  }

  /** A cell that was not met yet; 0 is remembered of a missing one, else one more than its number. */
  #new(bytes: Buffer, start: number, end: number, row: number, bad: OnBadCell): number {
    const found = this.read(cellText(bytes, start, end));
    if (typeof found === 'string') {
      bad(row, found);
      return Number.NaN;
    }
    this.#known.set(bytes, start, end, Number.isNaN(found) ? 0 : found + 1);
    return found;
  }
}

/** Cells of booleans: 1 and 0. */
export class BooleanCells extends NamedCells {
  read(cell: string): number | string {
    const text = cell.trim();
    if (isMissing(text)) return Number.NaN;
    return readBoolean(text) ?? got('true or false, yes or no', cell);
  }
}

/** Cells of categories, numbered as they are met. */
export class CategoryCells extends NamedCells {
  readonly #codes = new Map<string, number>();
  readonly #tooMany: () => Error;
  readonly #most: number;

  /** `tooMany` makes the error for a table with more than `most` different values. */
  constructor(most: number, tooMany: () => Error) {
    super();
    this.#most = most;
    this.#tooMany = tooMany;
  }

  /** In the order they were met. */
  get names(): string[] {
    return [...this.#codes.keys()];
  }

  read(cell: string): number | string {
    const text = cell.trim();
    if (isMissing(text)) return Number.NaN;
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const problem = textProblem(text);
    if (problem !== null) return `must be a text; ${problem}`;
    if (this.#codes.size >= this.#most) throw this.#tooMany();
    this.#codes.set(text, this.#codes.size);
    return this.#codes.size - 1;
  }
}

/** Cells of free text, which is not kept: 0, or NaN where it is missing. */
export class TextCells implements CellReader {
  read(cell: string): number {
    return isMissing(cell.trim()) ? Number.NaN : 0;
  }

  readValue(value: unknown): number {
    return value === null || value === undefined || (typeof value === 'string' && isMissing(value.trim())) ? Number.NaN : 0;
  }

  readAll({ bytes, starts, ends, rows, columns }: ScannedRows, column: number, into: Float64Array, offset: number): void {
    for (let row = 0, cell = column; row < rows; row += 1, cell += columns) {
      const start = starts[cell] ?? 0;
      const end = ends[cell] ?? 0;
      const plain = end - start > longestMark && isPlain(bytes[start]) && isPlain(bytes[end - 1]);
      into[offset + row] = plain ? 0 : this.read(cellText(bytes, start, end));
    }
  }
}

/** A character by itself that is no space. */
const isPlain = (byte = 0): boolean => byte > 0x20 && byte < 0x7f;
