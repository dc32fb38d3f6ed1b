/** What columns of booleans are guessed by. */
const usual: ReadonlyMap<string, number> = new Map([
  ['true', 1],
  ['false', 0],
  ['yes', 1],
  ['no', 0],
]);
/** Read as well where the user says that a column holds booleans. */
const others: ReadonlyMap<string, number> = new Map([
  ['1', 1],
  ['0', 0],
  ['t', 1],
  ['f', 0],
  ['y', 1],
  ['n', 0],
  ['on', 1],
  ['off', 0],
]);

/** 1 or 0; null where a cell without spaces around it is neither. */
export function readBoolean(cell: string): number | null {
  const lower = cell.toLowerCase();
  return usual.get(lower) ?? others.get(lower) ?? null;
}

/** Whether it can be nothing but a boolean. */
export const isBoolean = (cell: string): boolean => usual.has(cell.toLowerCase());
