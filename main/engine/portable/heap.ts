import type { backend_util, DataType, TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Memory } from './wasm/web-assembly.ts';

/**
 * The memory that the WebAssembly backend keeps its tensors in. Any allocation may move it: allocate first, view afterwards,
 * and keep no view.
 */
export class Heap {
  readonly backend: BackendWasm;
  readonly memory: Memory;

  constructor(backend: BackendWasm, memory: Memory) {
    this.backend = backend;
    this.memory = memory;
  }

  /** A new tensor; what it holds is undefined. */
  allocate(shape: readonly number[], dtype: DataType = 'float32'): TensorInfo {
    return this.backend.makeOutput([...shape], dtype);
  }

  free(...tensors: TensorInfo[]): void {
    for (const { dataId } of tensors) this.backend.disposeData(dataId);
  }

  /** Where a tensor's numbers begin, in bytes. */
  address(tensor: TensorInfo): number {
    return this.backend.getMemoryOffset(tensor.dataId);
  }

  /** A tensor's numbers as they lie, whatever its type. */
  view(tensor: TensorInfo): backend_util.TypedArray {
    return this.backend.typedArrayFromHeap(tensor);
  }

  /** A float tensor's numbers as they lie. */
  floats(tensor: TensorInfo): Float32Array {
    const view = this.view(tensor);
    if (view instanceof Float32Array) return view;
    throw new TypeError(`the tensor must be float32; got ${tensor.dtype}`);
  }
}
