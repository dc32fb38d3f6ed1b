import { expect, it } from 'vitest';
import { cellsOf } from '#app/data/columns/column.ts';

const column = { values: Float64Array.of(10, 11, 12, 13, 14), categories: null };
const cells = (...rows: number[]) => cellsOf(column, Int32Array.from(rows), new Float64Array(rows.length)).values;

it('gives the cells of rows, together or apart', () => {
  expect(cells(1, 2, 3)).toEqual(Float64Array.of(11, 12, 13));
  expect(cells(0, 2, 4)).toEqual(Float64Array.of(10, 12, 14));
  expect(cells()).toEqual(new Float64Array());
});

it('copies none that lie together', () => {
  expect(cells(1, 2, 3).buffer).toBe(column.values.buffer);
  expect(cells(0, 2, 4).buffer).not.toBe(column.values.buffer);
});
