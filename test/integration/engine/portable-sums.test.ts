import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Tf } from '#main/engine/engine.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { expectAsOnCpu, expectGradient, numbers, openChecked, seeds } from '#test/helpers/portable.ts';

let engine: Engine;
let tf: Tf;
beforeAll(async () => {
  engine = await openChecked();
  tf = engine.tf;
});
afterAll(() => engine.dispose());

function drawnReduction(seed: number) {
  const draws = drawn(seed);
  const shape = Array.from({ length: draws.whole(1, 4) }, () => draws.whole(1, 8));
  const leading = Array.from({ length: draws.whole(1, shape.length) }, (_, axis) => axis);
  const axes = draws.pick([leading, leading.toReversed(), [shape.length - 1], [-1], [0]]);
  const keepDims = draws.pick([false, true]);
  return { draws, shape, axes, keepDims, what: `[${shape}] over axes ${axes}, keeping ${keepDims}` };
}

describe.each(['sum', 'mean'] as const)('%s', (name) => {
  it.each(seeds)('is the plain backend’s (case %i)', async (seed) => {
    const { draws, shape, axes, keepDims, what } = drawnReduction(seed);
    const x = draws.floats(tf.util.sizeFromShape(shape));
    await expectAsOnCpu(tf, () => tf[name](tf.tensor(x, shape), axes, keepDims), what);
  });

  it.each(seeds)('has the gradient that its differences say (case %i)', (seed) => {
    const { draws, shape, axes, keepDims, what } = drawnReduction(seed + 100);
    const x = draws.floats(tf.util.sizeFromShape(shape));
    const compute = (at: Float32Array) => numbers(tf, () => tf[name](tf.tensor(at, shape), axes, keepDims));
    const { shape: outShape, values } = compute(x);
    const weights = draws.floats(values.length);
    const gradient = numbers(tf, () =>
      tf.grad((at) => tf[name](at, axes, keepDims))(tf.tensor(x, shape), tf.tensor(weights, outShape)),
    ).values;
    expectGradient({ at: x, direction: draws.floats(x.length), weights, step: 1 }, (at) => compute(at).values, gradient, what);
  });

  it('of no rows has no mean, and is 0', () => {
    const { values } = numbers(tf, () => tf[name](tf.zeros([0, 3]), 0));
    expect([...values]).toEqual(new Array(3).fill(name === 'sum' ? 0 : Number.NaN));
  });
});

it('adds whole numbers as whole numbers', async () => {
  await expectAsOnCpu(tf, () => tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), 0), 'int32');
});

it('adds a long column without losing its small numbers', () => {
  const column = new Float32Array(200_000).fill(0.1);
  const { values } = numbers(tf, () => tf.tensor2d(column, [column.length, 1]).tile([1, 2]).sum(0));
  expect(values[0]).toBeCloseTo(20_000.0003, 2); // 200,000 times the float nearest to 0.1
});

describe('UnsortedSegmentSum', () => {
  const drawnRows = (seed: number) => {
    const draws = drawn(seed);
    const [rows, segments] = [draws.whole(1, 12), draws.whole(1, 6)];
    const rest = draws.pick([[], [draws.whole(1, 5)], [draws.whole(1, 4), draws.whole(1, 4)]]);
    const ids = Int32Array.from({ length: rows }, () => draws.whole(0, segments - 1));
    return { draws, segments, ids, shape: [rows, ...rest], x: draws.floats(rows * tf.util.sizeFromShape(rest)) };
  };

  it.each(seeds)('is the plain backend’s (case %i)', async (seed) => {
    const { segments, ids, shape, x } = drawnRows(seed);
    await expectAsOnCpu(tf, () => tf.unsortedSegmentSum(tf.tensor(x, shape), tf.tensor1d(ids, 'int32'), segments), `[${shape}] by ${ids}`);
  });

  it.each(seeds)('is the gradient of gather that its differences say (case %i)', (seed) => {
    const { draws, segments, ids, shape } = drawnRows(seed + 100);
    const tableShape = [segments, ...shape.slice(1)];
    const table = draws.floats(tf.util.sizeFromShape(tableShape));
    const compute = (at: Float32Array) => numbers(tf, () => tf.gather(tf.tensor(at, tableShape), tf.tensor1d(ids, 'int32')));
    const { shape: outShape, values } = compute(table);
    const weights = draws.floats(values.length);
    const gradient = numbers(tf, () =>
      tf.grad((at) => tf.gather(at, tf.tensor1d(ids, 'int32')))(tf.tensor(table, tableShape), tf.tensor(weights, outShape)),
    ).values;
    expectGradient(
      { at: table, direction: draws.floats(table.length), weights, step: 1 },
      (at) => compute(at).values,
      gradient,
      `by ${ids}`,
    );
  });

  it('drops rows whose segment does not exist', () => {
    const { values } = numbers(tf, () =>
      tf.unsortedSegmentSum(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), tf.tensor1d([-1, 0, 2], 'int32'), 2),
    );
    expect([...values]).toEqual([3, 4, 0, 0]);
  });
});

describe('a clone', () => {
  it('holds the numbers after its original is gone', () => {
    const original = tf.tensor1d([1, 2, 3]);
    const clone = original.clone();
    original.dispose();
    expect([...clone.add(1).dataSync()]).toEqual([2, 3, 4]);
    clone.dispose();
  });

  it('leaves nothing when both are gone', () => {
    const before = engine.memory();
    const original = tf.tensor1d([1, 2, 3]);
    const clone = original.clone();
    clone.dispose();
    original.dispose();
    expect(engine.memory()).toEqual(before);
  });
});
