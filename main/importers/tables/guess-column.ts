import type { ColumnType } from '#app/data/tables/table-columns.ts';
import { isImageName } from '../images/endings.ts';
import { isBoolean, readBoolean } from './cell-boolean.ts';
import { type DateOrder, readDate } from './cell-date.ts';
import { type NumberFormat, numberFormats, readNumber } from './cell-number.ts';
import type { ColumnShape } from './source.ts';

/** What a column holds by its values, and how sure that is. */
export interface Guess {
  type: ColumnType;
  numbers: NumberFormat | null;
  dates: DateOrder | null;
  /** How many of the values are none of the type, and the first of them. */
  wrong: number;
  example: string | null;
  /** The first value that could as well be read in the other way. */
  doubtful: string | null;
}

/** Of the values, so many must be numbers or dates for the others to be mistakes. */
const mostly = 0.9;
/** A category has fewer different values than this share of the rows, or so few, and short ones. */
const fewShare = 0.5;
const few = 20;
const mostNameCharacters = 100;

/** Guesses from values without spaces around them, missing ones left out, in the order of the file; `asked` is settled already. */
export function guessColumn(values: readonly string[], asked: Partial<ColumnShape>, delimiter: string | null): Guess {
  const numbers = guessNumbers(values, asked, delimiter);
  const dates = guessDates(values, asked);
  const type = asked.type ?? guessType(values, numbers, dates);
  const reads = readers(numbers, dates)[type];
  const wrong = values.filter((value) => !reads(value));
  const doubtful = type === 'number' ? numbers.doubtful : type === 'date' ? dates.doubtful : null;
  return {
    type,
    numbers: type === 'number' ? numbers.format : null,
    dates: type === 'date' ? dates.order : null,
    wrong: wrong.length,
    example: wrong[0] ?? null,
    doubtful,
  };
}

const readers = (numbers: NumberGuess, dates: DateGuess): Readonly<Record<ColumnType, (value: string) => boolean>> => ({
  number: (value) => Number.isFinite(readNumber(value, numbers.format) ?? Number.NaN),
  date: (value) => readDate(value, dates.order) !== null,
  boolean: (value) => readBoolean(value) !== null,
  category: () => true,
  text: () => true,
  image: isImageName,
});

function guessType(values: readonly string[], numbers: NumberGuess, dates: DateGuess): ColumnType {
  if (values.length === 0) return 'category';
  const enough = Math.max(1, mostly * values.length);
  if (numbers.read >= enough) return 'number';
  if (dates.read >= enough) return 'date';
  if (values.every(isBoolean)) return 'boolean';
  if (values.filter(isImageName).length >= enough) return 'image';
  const distinct = new Set(values).size;
  const short = values.every((value) => value.length <= mostNameCharacters);
  return short && distinct <= Math.max(few, fewShare * values.length) ? 'category' : 'text';
}

interface NumberGuess {
  format: NumberFormat;
  /** How many of the values it reads. */
  read: number;
  doubtful: string | null;
}

/** The format under which most values are numbers. Where cells part at semicolons, a comma is rather a decimal one. */
function guessNumbers(values: readonly string[], { decimal, thousands }: Partial<ColumnShape>, delimiter: string | null): NumberGuess {
  const inTurn = delimiter === ';' ? numberFormats.toSorted((one, other) => rank(one) - rank(other)) : numberFormats;
  const fitting = inTurn.filter(
    (format) => (decimal ?? format.decimal) === format.decimal && (thousands ?? format.thousands) === format.thousands,
  );
  const given: NumberFormat = { decimal: decimal ?? (thousands === '.' ? ',' : '.'), thousands: thousands ?? '' };
  let best: NumberGuess = { format: given, read: -1, doubtful: null };
  for (const format of fitting) {
    const read = values.filter((value) => readNumber(value, format) !== null).length;
    if (read > best.read) best = { format, read, doubtful: null };
    if (read === values.length) break;
  }
  return { ...best, doubtful: decimal === undefined && thousands === undefined ? doubtfulNumber(values, best) : null };
}

/** Plain numbers, then those with a decimal comma. */
const rank = ({ decimal, thousands }: NumberFormat): number => (thousands === '' ? 0 : 2) + (decimal === ',' ? 0 : 1);

/** "1,234" where nothing tells whether the comma parts thousands. */
function doubtfulNumber(values: readonly string[], { format, read }: NumberGuess): string | null {
  if (read === 0 || (format.thousands !== ',' && format.decimal !== ',') || (format.thousands !== ',' && format.thousands !== ''))
    return null;
  const other: NumberFormat = format.thousands === ',' ? { decimal: ',', thousands: '' } : { decimal: '.', thousands: ',' };
  if (values.filter((value) => readNumber(value, other) !== null).length < read) return null;
  return values.find((value) => readNumber(value, format) !== readNumber(value, other)) ?? null;
}

interface DateGuess {
  order: DateOrder;
  read: number;
  doubtful: string | null;
}

function guessDates(values: readonly string[], { dates }: Partial<ColumnShape>): DateGuess {
  const count = (order: DateOrder) => values.filter((value) => readDate(value, order) !== null).length;
  if (dates !== undefined) return { order: dates, read: count(dates), doubtful: null };
  let best: DateGuess = { order: 'iso', read: count('iso'), doubtful: null };
  if (best.read === values.length) return best;
  const [day, month] = [count('day-first'), count('month-first')];
  if (Math.max(day, month) <= best.read) return best;
  const dayFirst = day > month || (day === month && isDayFirst(values));
  best = { order: dayFirst ? 'day-first' : 'month-first', read: Math.max(day, month), doubtful: null };
  if (day !== month || values.every((value) => value.includes('.'))) return best;
  return { ...best, doubtful: values.find((value) => readDate(value, 'day-first') !== readDate(value, 'month-first')) ?? null };
}

/** Where both orders read every value: dots part days first; else the order in which fewer dates go back in time. */
function isDayFirst(values: readonly string[]): boolean {
  if (values.every((value) => value.includes('.'))) return true;
  const back = (order: DateOrder) => {
    let [before, times] = [Number.NEGATIVE_INFINITY, 0];
    for (const value of values) {
      const time = readDate(value, order) ?? before;
      if (time < before) times += 1;
      before = time;
    }
    return times;
  };
  return back('day-first') <= back('month-first');
}
