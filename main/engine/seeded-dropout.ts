import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from './engine.ts';

type DropoutArgs = Parameters<Tf['layers']['dropout']>[0];

/** A layer whose random numbers are drawn from (its seed, the step). */
export interface Seeded {
  /** Says which step comes, [] int32; training calls draw from it until the next. */
  setStep(step: tfjs.Scalar): void;
}

/** Whether a layer draws random numbers that a step must be told of. */
export const isSeeded = <L extends object>(layer: L): layer is L & Seeded => 'setStep' in layer;

/**
 * Our kernel that draws a mask of 0 and 1 / (1 − rate): `step` int32 [] → float32 `shape`. An engine whose steps are compiled
 * has one of its own, so that each step draws anew.
 */
export const keepMaskKernel = 'KeepMask';
export interface KeepMaskAttributes {
  shape: number[];
  rate: number;
  /** Of the layer. */
  seed: number;
  /** Which of the layer's calls in a step, from 0. */
  call: number;
}

/** The masks of one layer: each call of a step draws its own. */
export class KeepMasks implements Seeded {
  readonly #tf: Tf;
  #seed: number;
  #step: tfjs.Scalar | null = null;
  #calls = 0;

  constructor(tf: Tf, seed: number) {
    this.#tf = tf;
    this.#seed = seed;
  }

  setStep(step: tfjs.Scalar): void {
    this.#step = step;
    this.#calls = 0;
  }

  /** Draws other numbers from now on than a copy with the same seed. */
  drawOtherwise(): void {
    this.#seed = ~this.#seed;
  }

  /** Numbers to multiply by, float32 of `shape`: 0 with probability `rate`, else 1 / (1 − rate). */
  draw(shape: readonly number[], rate: number): tfjs.Tensor {
    const step = this.#step ?? this.#tf.scalar(0, 'int32');
    const attributes: KeepMaskAttributes = { shape: [...shape], rate, seed: this.#seed, call: this.#calls++ };
    // A kernel of ours, with one result.
    return this.#tf.engine().runKernel(keepMaskKernel, { step }, { ...attributes }) as tfjs.Tensor;
  }
}

/**
 * The tensor library with `layers.dropout` and `spatialDropout1d` replaced: its own draw the same mask at every call when they
 * have a seed, and cannot be repeated when they have none. The layers' JSON stays that of the standard ones.
 */
export function withSeededDropout(stock: Tf): Tf {
  class SeededDropout extends stock.layers.Layer implements Seeded {
    static className = 'Dropout';
    readonly #rate: number;
    readonly #seed: number;
    readonly #masks: KeepMasks;

    constructor(args: DropoutArgs) {
      super(args);
      if (!(args.rate >= 0 && args.rate < 1)) throw new RangeError(`rate must be at least 0 and below 1; got ${args.rate}`);
      this.#rate = args.rate;
      this.#seed = args.seed ?? 0;
      this.#masks = new KeepMasks(stock, this.#seed);
      this.supportsMasking = true;
    }

    setStep(step: tfjs.Scalar): void {
      this.#masks.setStep(step);
    }

    /** Which numbers of an input get a draw of their own: 1 along an axis on which they share one. */
    protected drawn(shape: readonly number[]): readonly number[] {
      return shape;
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[], { training = false }: { training?: boolean }): tfjs.Tensor {
      return stock.tidy(() => {
        const input = Array.isArray(inputs) ? inputs[0] : inputs;
        if (input === undefined) throw new RangeError('Dropout must get one tensor; got none');
        if (!training || this.#rate === 0) return input.clone();
        return input.mul(this.#masks.draw(this.drawn(input.shape), this.#rate));
      });
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), rate: this.#rate, noiseShape: null, seed: this.#seed };
    }
  }

  /** Drops a feature at all steps, [batch, steps, features]. */
  class SeededSpatialDropout1D extends SeededDropout {
    static override className = 'SpatialDropout1D';

    protected override drawn([batch = 0, , features = 0]: readonly number[]): readonly number[] {
      return [batch, 1, features];
    }
  }

  for (const backendName of ['cpu', 'wasm']) stock.registerKernel({ kernelName: keepMaskKernel, backendName, kernelFunc: hashedMask });
  type Dropout = ReturnType<Tf['layers']['dropout']>;
  // What tells the two types apart are the stock layer's private fields, which nobody reads.
  const dropout = (args: DropoutArgs): Dropout => new SeededDropout(args) as unknown as Dropout;
  const spatialDropout1d = (args: DropoutArgs) =>
    new SeededSpatialDropout1D(args) as unknown as ReturnType<Tf['layers']['spatialDropout1d']>;
  return { ...stock, layers: { ...stock.layers, dropout, spatialDropout1d } };
}

/** The kernel for backends whose values lie in this process' memory. */
const hashedMask: tfjs.KernelFunc = ({ inputs, attrs, backend }) => {
  // tfjs types every kernel alike; KeepMasks alone calls this one.
  const { shape, rate, seed, call } = attrs as unknown as KeepMaskAttributes;
  const memory = backend as Pick<tfjs.KernelBackend, 'write'> & { readSync(dataId: object): ArrayLike<number> };
  const [step = 0] = inputs.step === undefined ? [] : Array.from(memory.readSync(inputs.step.dataId));
  const size = shape.reduce((product, side) => product * side, 1);
  return { dataId: memory.write(keepMask(size, rate, seed + call, step), shape, 'float32'), shape, dtype: 'float32' };
};

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
