import { expect, it } from 'vitest';
import { multiplyWhole } from '#main/engine/portable/kernels/whole-numbers.ts';
import { rowByRow, transposed } from '#main/engine/portable/product/matrix.ts';

it('multiplies whole numbers exactly where floats could not', () => {
  const c = new Int32Array(1);
  multiplyWhole(Int32Array.of(16_777_217, 1), rowByRow(0, 1, 2), Int32Array.of(1, 2), rowByRow(0, 2, 1), c);
  expect([...c]).toEqual([16_777_219]);
});

it('reads transposed factors where they lie', () => {
  const c = new Int32Array(4);
  multiplyWhole(Int32Array.of(1, 2, 3, 4), transposed(rowByRow(0, 2, 2)), Int32Array.of(5, 6, 7, 8), transposed(rowByRow(0, 2, 2)), c);
  expect([...c]).toEqual([23, 31, 34, 46]);
});
