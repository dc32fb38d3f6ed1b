import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { grouped, significant } from '#app/numbers.ts';

/** A number, a date in milliseconds since 1970, 0 or 1, or a category; null where it is missing. */
type Cell = number | string | null;

const day = 86_400_000;
const [dateLetters, minuteLetters, secondLetters] = [10, 16, 19];
/** Digits that a number of a file is not cut below; what has more is rounding. */
const mostDigits = 12;

/** Whether dates tell days, minutes or seconds: as closely as one of them needs. */
export type DateDetail = 'day' | 'minute' | 'second';

/** As closely as the dates among these numbers need to be told. */
export function detailOf(times: readonly number[]): DateDetail {
  if (times.every((time) => time % day === 0)) return 'day';
  return times.every((time) => time % 60_000 === 0) ? 'minute' : 'second';
}

/** A time, milliseconds since 1970, in UTC: "2024-03-05", "2024-03-05 14:00". */
export function dateWords(time: number, detail: DateDetail): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  const letters = { day: dateLetters, minute: minuteLetters, second: secondLetters }[detail];
  return date.toISOString().replace('T', ' ').slice(0, letters);
}

/** A number as files write it, without the rounding of its last bits. */
export const numberWords = (value: number): string => String(Number(value.toPrecision(mostDigits)));

/** From here on zeros hide how large a number is. */
const huge = 1e9;

/** A number of a column beside figures of it: "-7183.13" as "−7,183.13", and what is huge by its first digits. */
export const figureWords = (value: number): string =>
  Math.abs(value) >= huge ? significant(value) : grouped(Number(value.toPrecision(mostDigits)));

/** A cell as it is read; null where it is missing. */
export function cellWords(cell: Cell, { type }: Pick<TableColumn, 'type'>, detail: DateDetail): string | null {
  if (cell === null || typeof cell === 'string') return cell;
  if (type === 'boolean') return cell === 1 ? 'yes' : 'no';
  return type === 'date' ? dateWords(cell, detail) : numberWords(cell);
}

/** A time as closely as it needs to be told. */
export const timeWords = (time: number): string => dateWords(time, detailOf([time]));

/** A cell as it is read, by itself; "–" where it is missing. */
export const cellText = (cell: Cell, column: Pick<TableColumn, 'type'>): string =>
  cellWords(cell, column, typeof cell === 'number' ? detailOf([cell]) : 'day') ?? '–';
