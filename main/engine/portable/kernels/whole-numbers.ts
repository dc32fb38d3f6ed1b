import type { backend_util } from '@tensorflow/tfjs';
import type { Matrix } from '../product/matrix.ts';

type Numbers = backend_util.TypedArray;

/** C = A·B of whole numbers, summed exactly below 2⁵³; addresses are not looked at. Rare in training: counting a confusion matrix. */
export function multiplyWhole(a: Numbers, left: Matrix, b: Numbers, right: Matrix, c: Numbers): void {
  for (let row = 0; row < left.rows; row++) {
    for (let column = 0; column < right.columns; column++) {
      let sum = 0;
      for (let inner = 0; inner < left.columns; inner++) {
        const factor = a[row * left.rowStride + inner * left.columnStride] ?? 0;
        sum += factor * (b[inner * right.rowStride + column * right.columnStride] ?? 0);
      }
      c[row * right.columns + column] = sum;
    }
  }
}
