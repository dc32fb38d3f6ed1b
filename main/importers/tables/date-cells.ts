import { type DateOrder, dayNumber, readDate } from './cell-date.ts';
import { type CellReader, got, nestedName, slow } from './cell-reader.ts';
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
/** No time, no date: they are read in the slow way. */
const none = -1;

/** Cells of dates, in milliseconds since 1970, UTC. */
export class DateCells implements CellReader {
  readonly #order: DateOrder;
  /** Whether dates are written in figures, and not as one number. */
  readonly #figured: boolean;
  /** The date that was read last, as its figures one after another, and what it is: rows of a series often share it. */
  #figures = none;
  #days = 0;

  constructor(order: DateOrder) {
    this.#order = order;
    this.#figured = order !== 'epoch-seconds' && order !== 'epoch-milliseconds';
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

  readBytes(bytes: Buffer, at: number, _: number, into: Float64Array, place: number): number {
    if (!this.#figured) return slow;
    const days = this.#isoDays(bytes, at);
    if (days === none) return slow;
    const between = bytes[at + dateLength];
    if (between !== letterT && between !== space) {
      into[place] = days * day;
      return at + dateLength;
    }
    const minutes = isoMinutes(bytes, at + dateLength + 1);
    if (minutes === none) return slow;
    let behind = at + minuteLength;
    let milliseconds = 0;
    if (bytes[behind] === colon) {
      const second = two(bytes, behind + 1);
      behind = at + secondLength;
      const hasFraction = bytes[behind] === point;
      const fraction = hasFraction ? two(bytes, behind + 1) * 10 + one(bytes, behind + 3) : 0;
      if (second < 0 || second > 59 || fraction < 0) return slow;
      if (hasFraction) behind = at + millisecondLength;
      milliseconds = second * 1000 + fraction;
    }
    into[place] = days * day + (minutes * 60_000 + milliseconds);
    return bytes[behind] === letterZ ? behind + 1 : behind;
  }

  /** Days since 1970 of 2020-01-31; `none` of anything else, and of days before 1970. */
  #isoDays(bytes: Buffer, start: number): number {
    if (bytes[start + 4] !== dash || bytes[start + 7] !== dash) return none;
    const [century, years, month, date] = [two(bytes, start), two(bytes, start + 2), two(bytes, start + 5), two(bytes, start + 8)];
    if (century < 0 || years < 0 || month < 0 || date < 0) return none;
    const year = century * 100 + years;
    const figures = (year * 100 + month) * 100 + date;
    if (figures === this.#figures) return this.#days;
    const days = dayNumber(year, month, date);
    if (days === null || days < 0) return none;
    this.#figures = figures;
    this.#days = days;
    return days;
  }
}

/** Minutes since midnight of 23:59; `none` of anything else. */
function isoMinutes(bytes: Buffer, at: number): number {
  const hour = two(bytes, at);
  const minute = two(bytes, at + 3);
  // What is no figure is far below 0.
  return bytes[at + 2] !== colon || hour < 0 || hour > 23 || minute < 0 || minute > 59 ? none : hour * 60 + minute;
}

/** A figure; far below 0 where it is none. */
function one(bytes: Buffer, at: number): number {
  const figure = (bytes[at] ?? 0) - (zero ?? 0);
  return figure >= 0 && figure <= 9 ? figure : -1000;
}

const two = (bytes: Buffer, at: number): number => one(bytes, at) * 10 + one(bytes, at + 1);
