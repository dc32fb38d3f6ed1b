import { expect, it } from 'vitest';
import { rowByRow, transposed } from '#main/engine/portable/product/matrix.ts';

it('transposes by reading the same numbers in another order', () => {
  const matrix = rowByRow(64, 2, 3);
  expect(matrix).toEqual({ address: 64, rows: 2, columns: 3, rowStride: 3, columnStride: 1 });
  expect(transposed(matrix)).toEqual({ address: 64, rows: 3, columns: 2, rowStride: 1, columnStride: 3 });
  expect(transposed(transposed(matrix))).toEqual(matrix);
});
