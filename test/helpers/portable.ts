import type * as tfjs from '@tensorflow/tfjs';
import { expect } from 'vitest';
import type { Engine, Tf } from '#main/engine/engine.ts';
import { openPortable } from '#main/engine/portable/index.ts';

/** The engine with tfjs' own check that no kernel leaves data behind, and without the plain backend's advice to install another. */
export async function openChecked(): Promise<Engine> {
  const engine = await openPortable();
  engine.tf.env().set('IS_TEST', true);
  return engine;
}

/** Twenty seeds, one a case. */
export const seeds: readonly number[] = Array.from({ length: 20 }, (_, seed) => seed);

/**
 * Most that float32 results may differ, as a share of the largest value (of 1 where all are smaller): sums of some hundred
 * products, added in another order.
 */
export const tolerance = 1e-5;

/** Largest difference as a share of the largest expected value, or of 1; NaN where one is NaN and the other not. */
export function difference(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (got.length !== expected.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  let scale = 1;
  for (let index = 0; index < got.length; index++) {
    most = Math.max(most, Math.abs((got[index] ?? Number.NaN) - (expected[index] ?? Number.NaN)));
    scale = Math.max(scale, Math.abs(expected[index] ?? 0));
  }
  return most / scale;
}

/** Computes on the current backend, which must be WebAssembly, and on tfjs' plain one, and expects the same shape and numbers. */
export async function expectAsOnCpu(tf: Tf, compute: () => tfjs.Tensor, what: string, atMost = tolerance): Promise<void> {
  const ours = numbers(tf, compute);
  await tf.setBackend('cpu');
  const theirs = numbers(tf, compute);
  await tf.setBackend('wasm');
  expect(ours.shape, what).toEqual(theirs.shape);
  expect(difference(ours.values, theirs.values), what).toBeLessThan(atMost);
}

/** Computes and reads, leaving nothing behind. */
export function numbers(tf: Tf, compute: () => tfjs.Tensor): { shape: number[]; values: Float32Array | Int32Array | Uint8Array } {
  return tf.tidy(() => {
    const tensor = compute();
    return { shape: tensor.shape, values: tensor.dataSync() };
  });
}

/**
 * Expects that <gradient, direction> is (f(x + h·direction) − f(x − h·direction)) / 2h, where f is the sum of `weights` times
 * what `compute` makes of x, in double precision. For what is linear in x any h is exact but for rounding.
 */
export function expectGradient(
  given: { at: Float32Array; direction: Float32Array; weights: Float32Array; step: number },
  compute: (x: Float32Array) => ArrayLike<number>,
  gradient: ArrayLike<number>,
  what: string,
): void {
  const { at, direction, weights, step } = given;
  const moved = (by: number) => compute(at.map((value, index) => value + by * (direction[index] ?? 0)));
  const above = moved(step);
  const below = moved(-step);
  let slope = 0;
  let scale = 1;
  for (const [index, weight] of weights.entries()) {
    const term = (weight * ((above[index] ?? Number.NaN) - (below[index] ?? Number.NaN))) / (2 * step);
    slope += term;
    scale += Math.abs(term);
  }
  const product = direction.reduce((sum, value, index) => sum + value * (gradient[index] ?? Number.NaN), 0);
  expect(Math.abs(slope - product) / scale, what).toBeLessThan(tolerance);
}
