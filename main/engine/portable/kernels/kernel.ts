import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs';
import type { Unroll } from '../convolution/unroll.ts';
import type { Heap } from '../heap.ts';
import type { Product } from '../product/product.ts';

/** What a kernel works with. */
export interface Tools {
  readonly heap: Heap;
  readonly product: Product;
  readonly unroll: Unroll;
  /** Runs the backend's own kernel of that name, for what it does well. */
  stock(name: string, inputs: NamedTensorInfoMap, attributes?: NamedAttrMap): TensorInfo;
}

/** A kernel of ours for the WebAssembly backend: tfjs' name for it, and how it is made for one backend. */
export interface Kernel {
  readonly name: string;
  make(tools: Tools): KernelFunc;
}

/** Defines a kernel by what it is given: I, its tensors by name, and A, its attributes, as tfjs' kernel_names.ts lists them. */
export function kernel<I, A>(name: string, run: (tools: Tools, inputs: I, attributes: A) => TensorInfo): Kernel {
  return {
    name,
    // tfjs types every kernel alike; by its own list, the one of this name is called with I and A.
    make:
      (tools) =>
      ({ inputs, attrs }) =>
        run(tools, inputs as I, attrs as A),
  };
}

/** The same numbers under another shape: what a kernel hands on, not an owner of them. */
export const reshaped = ({ dataId, dtype }: TensorInfo, shape: number[]): TensorInfo => ({ dataId, dtype, shape });
