import type { ScannedRows } from './byte-records.ts';
import { type NumberFormat, readNumber } from './cell-number.ts';
import { type CellReader, cellText, got, nestedName, type OnBadCell } from './cell-reader.ts';
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

  constructor(format: NumberFormat) {
    this.#format = format;
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

  readAll({ bytes, starts, ends, rows, columns }: ScannedRows, column: number, into: Float64Array, offset: number, bad: OnBadCell): void {
    const decimal = this.#format.decimal.charCodeAt(0);
    for (let row = 0, cell = column; row < rows; row += 1, cell += columns) {
      const start = starts[cell] ?? 0;
      const end = ends[cell] ?? 0;
      let at = start;
      const negative = at < end && bytes[at] === minus;
      if (negative) at += 1;
      const first = at;
      let small = 0;
      let whole = 0;
      let digit = 0;
      let point = -1;
      // Most numbers are short: their digits are added up in 32 bits.
      const behindSmall = Math.min(end, first + smallDigits + 1);
      for (; at < behindSmall; at += 1) {
        digit = (bytes[at] ?? 0) - zero;
        if (digit >= 0 && digit <= 9) {
          if (at - first - (point < 0 ? 0 : 1) >= smallDigits) break;
          small = (Math.imul(small, 10) + digit) | 0;
        } else if (point < 0 && bytes[at] === decimal) point = at;
        else break;
      }
      whole = small;
      for (; at < end; at += 1) {
        digit = (bytes[at] ?? 0) - zero;
        if (digit >= 0 && digit <= 9) whole = whole * 10 + digit;
        else if (point < 0 && bytes[at] === decimal) point = at;
        else break;
      }
      const digits = end - first - (point < 0 ? 0 : 1);
      if (at === end && digits > 0 && digits <= exactDigits) {
        const size = point < 0 ? whole : whole / (powers[end - point - 1] ?? 1);
        into[offset + row] = negative ? -size : size;
      } else into[offset + row] = start === end ? Number.NaN : this.#other(bytes, start, end, row, bad);
    }
  }

  #other(bytes: Buffer, start: number, end: number, row: number, bad: OnBadCell): number {
    const found = this.read(cellText(bytes, start, end));
    if (typeof found === 'number') return found;
    bad(row, found);
    return Number.NaN;
  }
}
