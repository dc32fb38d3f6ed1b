import { textProblem } from '../texts/values.ts';
import { ByteDictionary, hashBegin, hashOn } from './byte-dictionary.ts';
import { readBoolean } from './cell-boolean.ts';
import { type CellReader, carriageReturn, cellText, got, lineFeed, nestedName, slow } from './cell-reader.ts';
import { isMissing } from './missing.ts';

const letterN = 0x6e;

/** Cells of words: what each stands for, a whole number, is remembered by its bytes. */
export class NamedCells implements CellReader {
  readonly #known = new ByteDictionary();
  readonly #numberOf: (cell: string) => number | string;

  /** `numberOf` tells the number of a cell that is not missing, or why it has none. */
  constructor(numberOf: (cell: string) => number | string) {
    this.#numberOf = numberOf;
  }

  read(cell: string): number | string {
    const text = cell.trim();
    return isMissing(text) ? Number.NaN : this.#numberOf(text);
  }

  readValue(value: unknown): number | string {
    if (value === null || value === undefined) return Number.NaN;
    return typeof value === 'object' ? `must be one value; got ${nestedName(value)}` : this.read(String(value));
  }

  /** 0 is remembered of a missing cell, else one more than its number. */
  readBytes(bytes: Buffer, at: number, stop: number, into: Float64Array, place: number): number {
    let hash = hashBegin;
    let behind = at;
    for (let byte = bytes[at] ?? 0; byte !== stop && byte !== lineFeed && byte !== carriageReturn; byte = bytes[behind] ?? 0) {
      hash = hashOn(hash, byte);
      behind += 1;
    }
    const found = this.#known.find(hash, bytes, at, behind);
    if (found > 0) into[place] = found - 1;
    else if (found === 0) into[place] = Number.NaN;
    else {
      const number = this.read(cellText(bytes, at, behind));
      if (typeof number === 'string') return slow;
      this.#known.set(hash, bytes, at, behind, Number.isNaN(number) ? 0 : number + 1);
      into[place] = number;
    }
    return behind;
  }
}

/** Cells of booleans: 1 and 0. */
export const booleanCells = (): NamedCells => new NamedCells((cell) => readBoolean(cell) ?? got('true or false, yes or no', cell));

/** Categories of a column, numbered as they are met; or texts. */
export class Categories {
  readonly names: string[] = [];
  readonly #codes = new Map<string, number>();
  readonly #tooMany: () => Error;
  readonly #most: number;
  readonly #room: { left: number };

  /** `tooMany` makes the error for more than `most` different values, or more characters than there is room for, which columns may share. */
  constructor({ most, room = { left: Number.POSITIVE_INFINITY } }: { most: number; room?: { left: number } }, tooMany: () => Error) {
    this.#most = most;
    this.#room = room;
    this.#tooMany = tooMany;
  }

  /** The number of one, or why it cannot be one. */
  codeOf(name: string): number | string {
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    const problem = textProblem(name);
    if (problem !== null) return `must be a text; ${problem}`;
    this.#room.left -= name.length;
    if (this.names.length >= this.#most || this.#room.left < 0) throw this.#tooMany();
    this.#codes.set(name, this.names.length);
    this.names.push(name);
    return this.names.length - 1;
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

  readBytes(bytes: Buffer, at: number, stop: number, into: Float64Array, place: number): number {
    let behind = at;
    for (let byte = bytes[at] ?? 0; byte !== stop && byte !== lineFeed && byte !== carriageReturn; byte = bytes[behind] ?? 0) behind += 1;
    into[place] = isPlain(bytes[at]) ? 0 : this.read(cellText(bytes, at, behind));
    return behind;
  }
}

/** Whether no cell that is missing begins with this byte: small letters but n, and figures. */
const isPlain = (byte = 0): boolean => (byte >= 0x61 && byte <= 0x7a && byte !== letterN) || (byte >= 0x30 && byte <= 0x39);
