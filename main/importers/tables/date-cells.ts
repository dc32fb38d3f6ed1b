import type { ScannedRows } from './byte-records.ts';
import { type DateOrder, dayNumber, readDate } from './cell-date.ts';
import { type CellReader, cellText, got, nestedName, type OnBadCell } from './cell-reader.ts';
import { isMissing } from './missing.ts';

const names: Readonly<Record<DateOrder, string>> = {
  iso: 'a date (year first)',
  'day-first': 'a date (day first)',
  'month-first': 'a date (month first)',
  'epoch-seconds': 'a time in seconds since 1970',
  'epoch-milliseconds': 'a time in milliseconds since 1970',
};

const day = 86_400_000;
const [zero, dash, colon, point, space, letterT, letterZ] = Buffer.from('0-:. TZ', 'latin1');
const dateLength = 10;
const minuteLength = 16;
const secondLength = 19;
const millisecondLength = 23;
/** What stands between two figures, where an ISO date has it. */
const none = -1;

/** Cells of dates, in milliseconds since 1970, UTC. */
export class DateCells implements CellReader {
  readonly #order: DateOrder;
  /** The date that was read last, as its figures one after another, and what it is: rows of a series often share it. */
  #figures = none;
  #days = 0;

  constructor(order: DateOrder) {
    this.#order = order;
  }

  read(cell: string): number | string {
    const text = cell.trim();
    if (isMissing(text)) return Number.NaN;
    return readDate(text, this.#order) ?? got(names[this.#order], cell);
  }

  readValue(value: unknown): number | string {
    if (value === null || value === undefined) return Number.NaN;
    return typeof value === 'object' ? `must be ${names[this.#order]}; got ${nestedName(value)}` : this.read(String(value));
  }

  readAll({ bytes, starts, ends, rows, columns }: ScannedRows, column: number, into: Float64Array, offset: number, bad: OnBadCell): void {
    for (let row = 0, cell = column; row < rows; row += 1, cell += columns) {
      const start = starts[cell] ?? 0;
      const end = ends[cell] ?? 0;
      const time = this.#isoTime(bytes, start, end);
      into[offset + row] = time === null ? this.#other(bytes, start, end, row, bad) : time;
    }
  }

  #other(bytes: Buffer, start: number, end: number, row: number, bad: OnBadCell): number {
    const found = this.read(cellText(bytes, start, end));
    if (typeof found === 'number') return found;
    bad(row, found);
    return Number.NaN;
  }

  /** 2020-01-31, 2020-01-31T23:59, with seconds, with milliseconds, with or without Z; null of anything else. */
  #isoTime(bytes: Buffer, start: number, end: number): number | null {
    const zoned = end - start > dateLength && bytes[end - 1] === letterZ;
    const length = end - start - (zoned ? 1 : 0);
    if (length !== dateLength && length !== minuteLength && length !== secondLength && length !== millisecondLength) return null;
    if (this.#order === 'epoch-seconds' || this.#order === 'epoch-milliseconds') return null;
    const days = this.#isoDays(bytes, start);
    if (days === null) return null;
    if (length === dateLength) return zoned ? null : days * day;
    const between = bytes[start + dateLength];
    if ((between !== letterT && between !== space) || bytes[start + 13] !== colon) return null;
    const hour = two(bytes, start + 11);
    const minute = two(bytes, start + 14);
    let second = 0;
    let fraction = 0;
    if (length >= secondLength) {
      if (bytes[start + 16] !== colon) return null;
      second = two(bytes, start + 17);
    }
    if (length === millisecondLength) {
      if (bytes[start + secondLength] !== point) return null;
      fraction = two(bytes, start + 20) * 10 + one(bytes, start + 22);
    }
    // What is no figure is a hundred or more below 0.
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || fraction < 0) return null;
    return days * day + ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  }

  #isoDays(bytes: Buffer, start: number): number | null {
    if (bytes[start + 4] !== dash || bytes[start + 7] !== dash) return null;
    const [century, years, month, date] = [two(bytes, start), two(bytes, start + 2), two(bytes, start + 5), two(bytes, start + 8)];
    if (century < 0 || years < 0 || month < 0 || date < 0) return null;
    const year = century * 100 + years;
    const figures = (year * 100 + month) * 100 + date;
    if (figures === this.#figures) return this.#days;
    const days = dayNumber(year, month, date);
    if (days === null) return null;
    this.#figures = figures;
    this.#days = days;
    return days;
  }
}

/** A figure; far below 0 where it is none. */
function one(bytes: Buffer, at: number): number {
  const figure = (bytes[at] ?? 0) - (zero ?? 0);
  return figure >= 0 && figure <= 9 ? figure : -1000;
}

const two = (bytes: Buffer, at: number): number => one(bytes, at) * 10 + one(bytes, at + 1);
