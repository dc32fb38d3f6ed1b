import type { CApi } from './c-api.ts';
import { storageOf, type TensorValues } from './data-types.ts';
import type { Pointer } from './library.ts';
import { refused } from './status.ts';
import type { SystemMemory } from './system-memory.ts';

/** Makes a TF_Tensor with a copy of `values`; the caller deletes it. Throws engine-op-failed for what does not fit. */
export function tensorOf(api: CApi, memory: SystemMemory, shape: readonly number[], dataType: number, values: unknown): Pointer {
  const storage = storageOf(dataType);
  if (storage === undefined) throw refused('a new tensor', `elements must be numbers or booleans; got type ${dataType} (7 is string)`);
  if (!storage.holds(values)) throw refused('a new tensor', `values must suit type ${dataType}; got ${kindOf(values)}`);
  const bytes = shape.reduce((product, size) => product * size, storage.width);
  if (values.byteLength !== bytes) {
    throw refused('a new tensor', `[${shape.join(', ')}] of type ${dataType} must have ${bytes} bytes; got ${values.byteLength}`);
  }
  const tensor = api.allocateTensor(dataType, BigInt64Array.from(shape, BigInt), shape.length, bytes);
  if (tensor === null) throw refused('a new tensor', `there is no room for ${bytes} bytes`);
  memory.made(bytes);
  if (bytes > 0) memory.in(api.tensorData(tensor), values, bytes);
  return tensor;
}

/** A copy of what a TF_Tensor holds. Throws engine-op-failed for strings and resources. */
export function valuesOf(api: CApi, memory: SystemMemory, tensor: Pointer): TensorValues {
  const dataType = api.tensorType(tensor);
  const storage = storageOf(dataType);
  if (storage === undefined) throw refused('reading a tensor', `elements must be numbers or booleans; got type ${dataType} (7 is string)`);
  const bytes = api.tensorBytes(tensor);
  const values = storage.empty(bytes);
  if (bytes > 0) memory.out(values, api.tensorData(tensor), bytes);
  return values;
}

const kindOf = (values: unknown): string => (values instanceof Object ? values.constructor.name : String(values));
