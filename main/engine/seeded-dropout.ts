import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './engine.ts';

type DropoutArgs = Parameters<Tf['layers']['dropout']>[0];

/** A layer whose random numbers are drawn from (its seed, the step). */
export interface Seeded {
  /** Says which step comes; the next training call draws from it. */
  setStep(step: number): void;
}

/** Whether a layer draws random numbers that a step must be told of. */
export const isSeeded = <L extends object>(layer: L): layer is L & Seeded => 'setStep' in layer;

/**
 * The tensor library with `layers.dropout` replaced: its own draws the same mask at every call when it has a seed, and
 * cannot be repeated when it has none. The layer's JSON stays that of a standard Dropout.
 */
export function withSeededDropout(stock: Tf): Tf {
  class SeededDropout extends stock.layers.Layer implements Seeded {
    static className = 'Dropout';
    readonly #rate: number;
    readonly #seed: number;
    #step = 0;

    constructor(args: DropoutArgs) {
      super(args);
      if (!(args.rate >= 0 && args.rate < 1)) throw new RangeError(`rate must be at least 0 and below 1; got ${args.rate}`);
      this.#rate = args.rate;
      this.#seed = args.seed ?? 0;
      this.supportsMasking = true;
    }

    setStep(step: number): void {
      this.#step = step;
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[], { training = false }: { training?: boolean }): tfjs.Tensor {
      return stock.tidy(() => {
        const input = Array.isArray(inputs) ? inputs[0] : inputs;
        if (input === undefined) throw new RangeError('Dropout must get one tensor; got none');
        if (!training || this.#rate === 0) return input.clone();
        return input.mul(stock.tensor(keepMask(input.size, this.#rate, this.#seed, this.#step), input.shape));
      });
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), rate: this.#rate, noiseShape: null, seed: this.#seed };
    }
  }
  type Dropout = ReturnType<Tf['layers']['dropout']>;
  // What tells the two types apart are the stock layer's private fields, which nobody reads.
  const dropout = (args: DropoutArgs): Dropout => new SeededDropout(args) as unknown as Dropout;
  return { ...stock, layers: { ...stock.layers, dropout } };
}

/**
 * Numbers to multiply `size` units by: 0 with probability `rate`, else 1 / (1 − rate), so that the sum is expected to stay.
 * Unit i of step n gets its own draw from (seed, n, i): a counter hashed by murmur3's finalizer, so no state is to be saved.
 */
export function keepMask(size: number, rate: number, seed: number, step: number): Float32Array {
  const mask = new Float32Array(size);
  const threshold = Math.round(rate * 2 ** 32);
  const kept = 1 / (1 - rate);
  const start = hash(hash(seed) ^ step);
  for (let index = 0; index < size; index++) {
    if (hash(start + Math.imul(index, 0x9e3779b9)) >>> 0 >= threshold) mask[index] = kept;
  }
  return mask;
}

/** Spreads 32 bits over 32 bits, one to one (github.com/aappleby/smhasher, fmix32). */
function hash(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
