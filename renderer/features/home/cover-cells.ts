import { timeText } from '#app/data/columns/time-text.ts';
import type { ColumnType } from '#app/data/tables/table-columns.ts';
import { significant } from '#app/numbers.ts';

/** A cell as a card shows it: in few characters; nothing where it is missing. */
export function cellText(cell: number | string | null, type: ColumnType): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (type === 'boolean') return cell === 1 ? 'yes' : 'no';
  return type === 'date' ? timeText(cell) : significant(cell);
}
