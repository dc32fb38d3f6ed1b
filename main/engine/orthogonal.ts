import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './engine.ts';
import { stockClass } from './stock-class.ts';

type Initializer = ReturnType<Tf['initializers']['orthogonal']>;
type Args = Parameters<Tf['initializers']['orthogonal']>[0];

/**
 * The tensor library with `initializers.orthogonal` replaced: the stock one works column by column on the engine, which takes
 * seconds for a few hundred units and rounds differently on each engine. Ours gives the same numbers on all.
 */
export function withOrthogonal(stock: Tf): Tf {
  class Orthogonal extends stockClass<Initializer>(stock, 'Orthogonal') {
    static override className = 'Orthogonal';
    readonly #gain: number;
    readonly #seed: number | undefined;

    constructor(args?: Partial<Args>) {
      super({ ...args });
      this.#gain = args?.gain ?? 1;
      this.#seed = args?.seed;
    }

    override apply(shape: tfjs.Shape): tfjs.Tensor {
      const columns = shape.at(-1) ?? 0;
      const rows = shape.slice(0, -1).reduce<number>((product, length) => product * (length ?? 1), 1);
      return stock.tidy(() => {
        const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)];
        const drawn = stock.randomNormal([count, length], 0, 1, 'float32', this.#seed).dataSync();
        const vectors = stock.tensor2d(orthonormal(drawn, count, length), [count, length]).mul(this.#gain);
        return (rows < columns ? vectors : vectors.transpose()).reshape(shape.map(Number));
      });
    }
  }

  stock.serialization.SerializationMap.register(Orthogonal);
  return { ...stock, initializers: { ...stock.initializers, orthogonal: (args) => new Orthogonal(args) } };
}

/** `count` vectors of `length` numbers made orthonormal, one after the other (modified Gram-Schmidt), in double precision. */
export function orthonormal(values: ArrayLike<number>, count: number, length: number): Float32Array {
  const vectors = Array.from({ length: count }, (_, place) => {
    const vector = new Float64Array(length);
    for (let at = 0; at < length; at++) vector[at] = values[place * length + at] ?? 0;
    return vector;
  });
  const flat = new Float32Array(count * length);
  for (const [place, vector] of vectors.entries()) {
    for (let earlier = 0; earlier < place; earlier++) takeAway(vector, vectors[earlier] ?? vector);
    const norm = Math.sqrt(inner(vector, vector));
    for (let at = 0; at < length; at++) vector[at] = (vector[at] ?? 0) / norm;
    flat.set(vector, place * length);
  }
  return flat;
}

/** Takes from a vector its share of another of length 1. */
function takeAway(vector: Float64Array, other: Float64Array): void {
  const share = inner(vector, other);
  for (let at = 0; at < vector.length; at++) vector[at] = (vector[at] ?? 0) - share * (other[at] ?? 0);
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
