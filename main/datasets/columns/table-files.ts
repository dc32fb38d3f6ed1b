/** Name of the file with the texts, or paths, of the column at a place. */
export const textsName = (column: number): string => `texts-${column}.rows`;

/** Rows in every block but the last, unless the table is wide. */
const mostRows = 2 ** 16;
/** Of a block, in memory. */
const mostBytes = 16 * 2 ** 20;

/** Name of what describes the table, beside its blocks. */
export const tableName = 'columns.json';

/** Name of block `number` of rows, from 0. */
export const rowsName = (number: number): string => `rows-${String(number).padStart(5, '0')}.bin`;

/** Rows in every block but the last of a table that keeps so many columns. */
export const rowsPerBlock = (columns: number): number =>
  Math.min(mostRows, 2 ** Math.floor(Math.log2(mostBytes / Float64Array.BYTES_PER_ELEMENT / (columns + 1))));
