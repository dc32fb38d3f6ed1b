import { type Attribute, setAttribute } from './attributes.ts';
import type { CApi } from './c-api.ts';
import type { Context } from './context.ts';
import { attributeTypes, dataTypes, type TensorValues } from './data-types.ts';
import { Handles } from './handles.ts';
import type { Pointer } from './library.ts';
import type { SystemMemory } from './system-memory.ts';
import { tensorOf, valuesOf } from './tensors.ts';

/** What an operation gives back: the tensor's number, shape and element type. */
export interface TensorMetadata {
  id: number;
  shape: number[];
  dtype: number;
}

/** The part of the stock addon's interface that the kernels of a layer need, with TensorFlow's numbers beside it. */
export type Binding = typeof dataTypes &
  typeof attributeTypes & {
    readonly TF_Version: string;
    isUsingGpuDevice(): boolean;
    createTensor(shape: readonly number[], dtype: number, values: unknown): number;
    deleteTensor(id: number): void;
    tensorDataSync(id: number): TensorValues;
    executeOp(name: string, attributes: readonly Attribute[], inputs: readonly number[], outputs: number): TensorMetadata[];
    getNumOfTensors(): number;
    /** A number for a tensor that is not here; reading it or computing with it throws engine-op-failed. */
    reserve(): number;
    /** Shape and element type of a tensor. */
    metadataOf(id: number): TensorMetadata;
    /** Full name of the device that holds a tensor. */
    deviceOf(id: number): string;
    /** Deletes every tensor that is still alive. */
    dispose(): void;
  };

/** Our own binding of TensorFlow's C API, in the shape of the stock addon's. */
export function createBinding(api: CApi, memory: SystemMemory, context: Context): Binding {
  const { status } = context;
  const handles = new Handles(api);
  const gpu = context.devices.find((device) => device.type === 'GPU');

  /** Moves a new tensor to the GPU, if there is one; 32-bit integers stay, since GPU kernels expect shapes in the host's memory. */
  const place = (handle: Pointer, dtype: number): Pointer => {
    if (gpu === undefined || dtype === dataTypes.TF_INT32) return handle;
    try {
      return status.pointerOf(api.copyToDevice(handle, context.pointer, gpu.name, status.pointer), 'a copy to the GPU');
    } finally {
      api.deleteHandle(handle);
    }
  };

  const metadataOf = (id: number): TensorMetadata => {
    const handle = handles.get(id);
    const rank = api.handleRank(handle, status.pointer);
    const shape: number[] = [];
    for (let index = 0; index < rank; index++) shape.push(api.handleDimension(handle, index, status.pointer));
    return { id, shape, dtype: api.handleType(handle) };
  };

  return {
    ...dataTypes,
    ...attributeTypes,
    TF_Version: api.version(),
    isUsingGpuDevice: () => gpu !== undefined,

    createTensor(shape, dtype, values) {
      const tensor = tensorOf(api, memory, shape, dtype, values);
      try {
        return handles.add(place(status.pointerOf(api.newHandle(tensor, status.pointer), 'a new tensor'), dtype));
      } finally {
        api.deleteTensor(tensor);
      }
    },

    deleteTensor: (id) => handles.delete(id),

    tensorDataSync(id) {
      const tensor = status.pointerOf(api.resolve(handles.get(id), status.pointer), 'reading a tensor');
      try {
        return valuesOf(api, memory, tensor);
      } finally {
        api.deleteTensor(tensor);
      }
    },

    executeOp(name, attributes, inputs, outputs) {
      const operation = status.pointerOf(api.newOperation(context.pointer, name, status.pointer), name);
      try {
        // An input that is refused is missing when the operation runs, and that is told.
        for (const id of inputs) api.addInput(operation, handles.get(id), status.pointer);
        for (const attribute of attributes) setAttribute(api, status, operation, attribute);
        const results = new BigUint64Array(outputs);
        api.execute(operation, results, Int32Array.of(outputs), status.pointer);
        status.check(name);
        const metadata: TensorMetadata[] = [];
        for (const handle of results) if (handle !== 0n) metadata.push(metadataOf(handles.add(handle)));
        return metadata;
      } finally {
        api.deleteOperation(operation);
      }
    },

    getNumOfTensors: () => handles.count,
    reserve: () => handles.reserve(),
    metadataOf,
    deviceOf: (id) => {
      const device = api.backingDevice(handles.get(id), status.pointer);
      status.check('asking for a device');
      return device;
    },
    dispose: () => handles.deleteAll(),
  };
}
