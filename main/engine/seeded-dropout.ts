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

/**
 * The tensor library with `layers.dropout` replaced: its own draws the same mask at every call when it has a seed, and
 * cannot be repeated when it has none. The layer's JSON stays that of a standard Dropout.
 */
export function withSeededDropout(stock: Tf): Tf {
  class SeededDropout extends stock.layers.Layer implements Seeded {
    static className = 'Dropout';
    readonly #rate: number;
    readonly #seed: number;
    #step: tfjs.Scalar | null = null;
    #calls = 0;

    constructor(args: DropoutArgs) {
      super(args);
      if (!(args.rate >= 0 && args.rate < 1)) throw new RangeError(`rate must be at least 0 and below 1; got ${args.rate}`);
      this.#rate = args.rate;
      this.#seed = args.seed ?? 0;
      this.supportsMasking = true;
    }

    setStep(step: tfjs.Scalar): void {
      this.#step = step;
      this.#calls = 0;
    }

    override call(inputs: tfjs.Tensor | tfjs.Tensor[], { training = false }: { training?: boolean }): tfjs.Tensor {
      return stock.tidy(() => {
        const input = Array.isArray(inputs) ? inputs[0] : inputs;
        if (input === undefined) throw new RangeError('Dropout must get one tensor; got none');
        if (!training || this.#rate === 0) return input.clone();
        const step = this.#step ?? stock.scalar(0, 'int32');
        return input.mul(drawMask(stock, step, { shape: input.shape, rate: this.#rate, seed: this.#seed, call: this.#calls++ }));
      });
    }

    override getConfig(): tfjs.serialization.ConfigDict {
      return { ...super.getConfig(), rate: this.#rate, noiseShape: null, seed: this.#seed };
    }
  }
  for (const backendName of ['cpu', 'wasm']) stock.registerKernel({ kernelName: keepMaskKernel, backendName, kernelFunc: hashedMask });
  type Dropout = ReturnType<Tf['layers']['dropout']>;
  // What tells the two types apart are the stock layer's private fields, which nobody reads.
  const dropout = (args: DropoutArgs): Dropout => new SeededDropout(args) as unknown as Dropout;
  return { ...stock, layers: { ...stock.layers, dropout } };
}

function drawMask(tf: Tf, step: tfjs.Scalar, attributes: KeepMaskAttributes): tfjs.Tensor {
  // A kernel of ours, with one result.
  return tf.engine().runKernel(keepMaskKernel, { step }, { ...attributes }) as tfjs.Tensor;
}

/** The kernel for backends whose values lie in this process' memory. */
const hashedMask: tfjs.KernelFunc = ({ inputs, attrs, backend }) => {
  // tfjs types every kernel alike; drawMask alone calls this one.
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
