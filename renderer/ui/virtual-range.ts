/** Which rows of a long list must be drawn: those in sight and `extra` on either side. Sizes in px. */
export function visibleRows(scroll: number, height: number, row: number, rows: number, extra = 3): { first: number; end: number } {
  if (rows === 0 || row <= 0) return { first: 0, end: 0 };
  const first = Math.max(0, Math.min(rows - 1, Math.floor(scroll / row)) - extra);
  const end = Math.min(rows, Math.ceil((scroll + height) / row) + extra);
  return { first, end: Math.max(first, end) };
}

/** How many columns of at least `least` px fit, and how wide each then is. */
export function gridColumns(width: number, least: number, gap: number): { columns: number; size: number } {
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
  return { columns, size: Math.max(1, (width - gap * (columns - 1)) / columns) };
}

/** The scroll position from which row `index` is wholly in sight; the present one if it is already. */
export function scrollInto(index: number, scroll: number, height: number, row: number): number {
  const top = index * row;
  if (top < scroll) return top;
  return top + row > scroll + height ? top + row - height : scroll;
}

/** Where a key leads in a grid of `count` cells; null for a key that leads nowhere. */
export function gridMove(key: string, at: number, columns: number, count: number, page: number): number | null {
  const to = {
    ArrowRight: at + 1,
    ArrowLeft: at - 1,
    ArrowDown: at + columns,
    ArrowUp: at - columns,
    PageDown: at + columns * page,
    PageUp: at - columns * page,
    Home: 0,
    End: count - 1,
  }[key];
  if (to === undefined || count === 0) return null;
  if ((key === 'ArrowDown' || key === 'ArrowUp') && (to < 0 || to >= count)) return at;
  return Math.min(count - 1, Math.max(0, to));
}
