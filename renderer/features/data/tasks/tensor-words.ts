import { count } from '#renderer/ui/format.ts';

/** A shape as the course notes write it: "[32, 24, 32]". */
export const tensorText = (shape: readonly number[]): string => `[${shape.map(count).join(', ')}]`;

/** Numbers that are written out; of a longer row only where its 1 is. */
const most = 16;

/** A one-hot row: "0 1 0 0 0", or of a long one "0 … 0 1 0 … 0, feature 37 of 400". */
export function hotWords(row: readonly number[]): string {
  if (row.length <= most) return row.join(' ');
  const at = row.indexOf(1);
  if (at < 0) return '0 … 0, none of them 1';
  return `${at > 0 ? '0 … 0 ' : ''}1${at < row.length - 1 ? ' 0 … 0' : ''}, feature ${count(at + 1)} of ${count(row.length)}`;
}
