/** A cell of a confusion matrix, or a class: what is true, and what was answered. */
export interface Cell {
  actual: number;
  predicted: number;
}

/** How wide a cell is drawn, so that many classes stay in sight. px. */
export const cellSize = (classes: number): number => (classes <= 6 ? 64 : classes <= 16 ? 36 : classes <= 24 ? 30 : 24);

/** How wide the whole matrix is, its heads and edges with it. px. */
export const matrixWidth = (classes: number): number => 190 + classes * (cellSize(classes) + 2);

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
