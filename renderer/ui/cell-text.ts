import type { TableColumn } from '#app/data/tables/table-columns.ts';

/** A number is rounded behind so many digits: what follows is noise of its last bits. */
const mostDigits = 12;
const [dateLetters, minuteLetters, secondLetters] = [10, 16, 19];

/** A time, milliseconds since 1970, in UTC, as closely as it needs: "2024-03-05", "2024-03-05 14:00". */
export function timeWords(time: number): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  const letters = time % 86_400_000 === 0 ? dateLetters : time % 60_000 === 0 ? minuteLetters : secondLetters;
  return date.toISOString().replace('T', ' ').slice(0, letters);
}

/** A cell of a table as it is read; "–" where it is missing. */
export function cellText(cell: number | string | null, { type }: Pick<TableColumn, 'type'>): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return cell;
  if (type === 'boolean') return cell === 1 ? 'yes' : 'no';
  return type === 'date' ? timeWords(cell) : String(Number(cell.toPrecision(mostDigits)));
}
