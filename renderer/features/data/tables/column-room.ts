/** Room of a text in a table, px: digits are of one width, as is the minus before them; letters are narrower on average. */
const roomOf = (text: string): number => text.length * 6.9 + (text.match(/[\d-]/g)?.length ?? 0) * 1.5;

/** What stands beside the text of a cell: space at both ends; and before a mark, with that within its box. Px. */
const [padding, beforeMark] = [26, 14];
/** Where there is room for more, a column takes so many times its own: what belongs together stays together. */
const mostStretch = 3;

export interface RoomAsked {
  name: string;
  mark: string | undefined;
  /** What stands in it, or the longest of that. */
  cells: readonly string[];
  /** A number that is cut is another number: its cells are shown whole, whatever `most` says. */
  whole: boolean;
  /** Px. */
  least: number;
  most: number;
}

/** The track of a column in a CSS grid: as wide as what stands in it, within bounds, and wider where there is room. */
export function columnTrack({ name, mark, cells, whole, least, most }: RoomAsked): string {
  const head = roomOf(name) + (mark === undefined ? 0 : roomOf(mark) + beforeMark);
  const longest = Math.max(0, ...cells.map(roomOf));
  const bounded = Math.min(most, Math.max(least, padding + Math.max(head, longest)));
  const wide = Math.round(whole ? Math.max(bounded, padding + longest) : bounded);
  return `minmax(${wide}px, ${mostStretch * wide}px)`;
}
