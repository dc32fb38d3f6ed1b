import { beforeAll, describe, expect, it } from 'vitest';
import { orthonormal } from '#main/engine/orthogonal.ts';
import { tf } from '#main/engine/tfjs.ts';
import { drawn } from '#test/helpers/drawn.ts';

beforeAll(() => tf.setBackend('cpu'));

/** How far the products of a matrix's rows with each other are from 1 and 0. */
function furthest(values: ArrayLike<number>, rows: number, columns: number): number {
  let most = 0;
  for (let a = 0; a < rows; a++)
    for (let b = 0; b < rows; b++) {
      let sum = 0;
      for (let at = 0; at < columns; at++) sum += (values[a * columns + at] ?? 0) * (values[b * columns + at] ?? 0);
      most = Math.max(most, Math.abs(sum - (a === b ? 1 : 0)));
    }
  return most;
}

describe('orthonormal vectors', () => {
  it.each([
    [1, 1],
    [3, 3],
    [5, 20],
    [64, 64],
    [40, 160],
  ])('%i of %i numbers stand on each other and have length 1', (count, length) => {
    expect(furthest(orthonormal(drawn(7).floats(count * length), count, length), count, length)).toBeLessThan(1e-5);
  });
});

describe('the initializer', () => {
  const values = (shape: number[], seed: number, gain = 1) =>
    tf.tidy(() => Array.from(tf.initializers.orthogonal({ seed, gain }).apply(shape).dataSync()));

  it('makes orthonormal rows of a wide matrix and orthonormal columns of a tall one', () => {
    expect(furthest(values([6, 24], 1), 6, 24)).toBeLessThan(1e-5);
    const tall = tf.tidy(() => Array.from(tf.initializers.orthogonal({ seed: 1, gain: 1 }).apply([24, 6]).transpose().dataSync()));
    expect(furthest(tall, 6, 24)).toBeLessThan(1e-5);
  });

  it('draws from its seed, and multiplies by its gain', () => {
    expect(values([4, 8], 3)).toEqual(values([4, 8], 3));
    expect(values([4, 8], 3)).not.toEqual(values([4, 8], 4));
    expect(values([4, 8], 3, 2)).toEqual(values([4, 8], 3).map((value) => 2 * value));
  });

  it('is what a recurrent layer takes by its name, and what its JSON names', () => {
    const layer = tf.layers.lstm({ units: 4 });
    layer.build([null, 2, 3]);
    const [, recurrent] = layer.getWeights();
    expect(furthest(recurrent?.dataSync() ?? [], 4, 16)).toBeLessThan(1e-5);
    expect(JSON.stringify(layer.getConfig())).toContain('"recurrentInitializer":{"className":"Orthogonal"');
  });
});
