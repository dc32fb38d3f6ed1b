/** A cell of a confusion matrix, or a class: what is true, and what was answered. */
export interface Cell {
  actual: number;
  predicted: number;
}

/** How wide a cell is at least, so that many classes stay in sight, and at most. px. */
export const leastCell = (classes: number): number => (classes <= 6 ? 64 : classes <= 16 ? 36 : classes <= 24 ? 30 : 24);
const mostCell = 80;

/** About how wide a name is at the heads of the matrix. px. */
const nameWidth = (name: string): number => Array.from(name).reduce((sum, sign) => sum + (/[\p{Ll}\p{N} ]/u.test(sign) ? 7 : 9), 0);

/** How wide the heads of the rows and the matrix's edges are together. px. */
const besideCells = (names: readonly string[]): number => Math.min(144, Math.max(100, ...names.map(nameWidth))) + 42;

/** How wide a cell is in a matrix that has so much room, and whether the names must stand upright above their columns. px. */
export function headsOf(names: readonly string[], room: number): { size: number; upright: boolean } {
  const each = Math.floor((room - besideCells(names)) / Math.max(1, names.length)) - 2;
  const size = Math.min(mostCell, Math.max(leastCell(names.length), each));
  return { size, upright: names.some((name) => nameWidth(name) > size) };
}

const gap = 16;
/** The least width of the figures beside the matrix, and of a list of texts below it; px. */
const leastFigures = 300;
const leastList = 560;

/** Where matrix, figures and the list stand on so much width: how wide the column of figures beside is (0: they stand below), whether there is room for the pairs right of the matrix too, and how wide that may be. px. */
export function placesOn(width: number, names: readonly string[]): { side: number; pairs: boolean; matrix: number } {
  const least = Math.min(700, besideCells(names) + names.length * (leastCell(names.length) + 2));
  const side = width < least + gap + leastFigures ? 0 : Math.min(360, Math.max(leastFigures, width - Math.max(least, leastList) - gap));
  const left = side === 0 ? width : width - side - gap;
  const pairs = left >= least + gap + leastFigures;
  return { side, pairs, matrix: pairs ? left - gap - leastFigures : left };
}

/** Where a key leads in a matrix of `classes` rows and columns; null for one that leads nowhere. Ends are ends. */
export function cellMove(key: string, { actual, predicted }: Cell, classes: number): Cell | null {
  const last = classes - 1;
  const to = {
    ArrowUp: { actual: actual - 1, predicted },
    ArrowDown: { actual: actual + 1, predicted },
    ArrowLeft: { actual, predicted: predicted - 1 },
    ArrowRight: { actual, predicted: predicted + 1 },
    Home: { actual, predicted: 0 },
    End: { actual, predicted: last },
    PageUp: { actual: 0, predicted },
    PageDown: { actual: last, predicted },
  }[key];
  if (to === undefined) return null;
  const within = (value: number): number => Math.min(last, Math.max(0, value));
  return { actual: within(to.actual), predicted: within(to.predicted) };
}

/** The cells with most mistakes, most first; of equal ones those that are a greater share of their class. */
export function worstCells(confusion: readonly (readonly number[])[], most: number): (Cell & { items: number; share: number })[] {
  const cells = confusion.flatMap((row, actual) => {
    const sum = row.reduce((all, value) => all + value, 0);
    return row.flatMap((items, predicted) =>
      items === 0 || actual === predicted ? [] : [{ actual, predicted, items, share: items / sum }],
    );
  });
  return cells.toSorted((a, b) => b.items - a.items || b.share - a.share).slice(0, most);
}
