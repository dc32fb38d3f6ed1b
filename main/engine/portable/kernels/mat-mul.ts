import type { BatchMatMulAttrs, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tfjs.ts';
import { type Matrix, rowByRow, transposed } from '../product/matrix.ts';
import { kernel, type Tools } from './kernel.ts';
import { multiplyWhole } from './whole-numbers.ts';

interface Factors {
  a: TensorInfo;
  b: TensorInfo;
}

/**
 * Products of the last two axes, [..., m, k]·[..., k, n], each factor transposed or not; the axes before them broadcast. The
 * backend's own takes no whole numbers, multiplies transposed factors in a plain loop, and keeps a packed copy of the second
 * one that it mistakes for another shape's.
 */
export const matMul = kernel<Factors, BatchMatMulAttrs>('BatchMatMul', (tools, factors, attributes) =>
  multiply(tools, factors, attributes),
);

/** The product itself, for kernels that go on with it. */
export function multiply({ heap, product }: Tools, { a, b }: Factors, { transposeA, transposeB }: BatchMatMulAttrs): TensorInfo {
  const left = matrixOf(a, transposeA);
  const right = matrixOf(b, transposeB);
  if (left.columns !== right.rows) throw new RangeError(`matMul: the inner sizes must be equal; got [${a.shape}] and [${b.shape}]`);
  const outerA = a.shape.slice(0, -2);
  const outerB = b.shape.slice(0, -2);
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const out = heap.allocate([...outer, left.rows, right.columns], a.dtype);
  if (left.columns === 0) heap.view(out).fill(0);
  if (tf.util.sizeFromShape(out.shape) === 0 || left.columns === 0) return out;

  for (let index = 0; index < tf.util.sizeFromShape(outer); index++) {
    const offsetA = broadcastIndex(index, outer, outerA) * left.rows * left.columns;
    const offsetB = broadcastIndex(index, outer, outerB) * right.rows * right.columns;
    const offset = index * left.rows * right.columns;
    if (a.dtype === 'float32') {
      const placed = (matrix: Matrix, of: TensorInfo, floats: number): Matrix => ({ ...matrix, address: heap.address(of) + floats * 4 });
      product.multiplyMatrices(placed(left, a, offsetA), placed(right, b, offsetB), heap.address(out) + offset * 4);
    } else {
      multiplyWhole(heap.view(a).subarray(offsetA), left, heap.view(b).subarray(offsetB), right, heap.view(out).subarray(offset));
    }
  }
  return out;
}

/** The last two axes as a matrix, placed at 0. */
function matrixOf({ shape }: TensorInfo, isTransposed: boolean): Matrix {
  const [rows = 1, columns = 1] = shape.slice(-2);
  const matrix = rowByRow(0, rows, columns);
  return isTransposed ? transposed(matrix) : matrix;
}

/** Which matrix of a factor belongs to matrix `index` of the result, by the rules of broadcasting. */
function broadcastIndex(index: number, shape: readonly number[], own: readonly number[]): number {
  let rest = index;
  let found = 0;
  let stride = 1;
  for (let axis = 1; axis <= own.length; axis++) {
    const size = shape.at(-axis) ?? 1;
    const ownSize = own.at(-axis) ?? 1;
    if (ownSize > 1) found += (rest % size) * stride;
    rest = Math.floor(rest / size);
    stride *= ownSize;
  }
  return found;
}
