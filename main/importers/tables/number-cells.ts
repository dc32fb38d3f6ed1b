import { type NumberFormat, readNumber } from './cell-number.ts';
import { type CellReader, carriageReturn, got, lineFeed, nestedName, slow } from './cell-reader.ts';
import { isMissing } from './missing.ts';

const minus = 45;
const zero = 48;
/** With so many digits, a whole number and a power of ten are exact, and their quotient is rounded once: as Number() does it. */
const exactDigits = 15;
const powers = Float64Array.from({ length: exactDigits + 1 }, (_, power) => 10 ** power);
/** Whole numbers of so many digits are added up in 32 bits. */
const smallDigits = 9;

/** Cells of numbers. */
export class NumberCells implements CellReader {
  readonly #format: NumberFormat;
  readonly #decimal: number;

  constructor(format: NumberFormat) {
    this.#format = format;
    this.#decimal = format.decimal.charCodeAt(0);
  }

  read(cell: string): number | string {
    const text = cell.trim();
    if (isMissing(text)) return Number.NaN;
    const number = readNumber(text, this.#format);
    if (number === null) return got('a number', cell);
    return Number.isFinite(number) ? number : got('a finite number', cell);
  }

  readValue(value: unknown): number | string {
    if (value === null || value === undefined) return Number.NaN;
    if (typeof value === 'number') return Number.isFinite(value) || Number.isNaN(value) ? value : got('a finite number', String(value));
    if (typeof value === 'object') return `must be a number; got ${nestedName(value)}`;
    return typeof value === 'string' ? this.read(value) : got('a number', String(value));
  }

  readBytes(bytes: Buffer, start: number, stop: number, into: Float64Array, place: number): number {
    const decimal = this.#decimal;
    const negative = bytes[start] === minus;
    const first = negative ? start + 1 : start;
    let at = first;
    // Few digits are added up in 32 bits, which most numbers need no more than.
    const few = first + smallDigits;
    let small = 0;
    let point = 0;
    let byte = bytes[at] ?? 0;
    for (; at < few; byte = bytes[at] ?? 0) {
      const digit = byte - zero;
      if (digit >= 0 && digit <= 9) small = (Math.imul(small, 10) + digit) | 0;
      else if (point === 0 && byte === decimal) point = at + 1;
      else break;
      at += 1;
    }
    let whole = small;
    for (; ; byte = bytes[at] ?? 0) {
      const digit = byte - zero;
      if (digit >= 0 && digit <= 9) whole = whole * 10 + digit;
      else if (point === 0 && byte === decimal) point = at + 1;
      else break;
      at += 1;
    }
    const digits = at - first - (point === 0 ? 0 : 1);
    if (digits > 0 && digits <= exactDigits) {
      const size = point === 0 ? whole : whole / (powers[at - point] ?? 1);
      into[place] = negative ? -size : size;
      return at;
    }
    if (at > start || (byte !== stop && byte !== lineFeed && byte !== carriageReturn)) return slow;
    into[place] = Number.NaN;
    return at;
  }
}
