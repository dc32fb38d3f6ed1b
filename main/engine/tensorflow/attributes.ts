import { attributeTypes } from './data-types.ts';
import type { Pointer } from './library.ts';
import { refused, type Status } from './status.ts';

/** An attribute of an operation as the stock kernels write it; lists are arrays of the kind's values. */
export interface Attribute {
  name: string;
  type: number;
  value: unknown;
}

/** How the attributes of an operation are set, be it run at once or be it put into a graph. */
export interface AttributeSetters {
  setType(operation: Pointer, name: string, value: number): void;
  setInteger(operation: Pointer, name: string, value: number): void;
  setIntegers(operation: Pointer, name: string, values: BigInt64Array, count: number): void;
  setFloat(operation: Pointer, name: string, value: number): void;
  setFloats(operation: Pointer, name: string, values: Float32Array, count: number): void;
  setBoolean(operation: Pointer, name: string, value: number): void;
  setBooleans(operation: Pointer, name: string, values: Uint8Array, count: number): void;
  setString(operation: Pointer, name: string, value: Uint8Array, bytes: number): void;
  setTypes(operation: Pointer, name: string, values: Int32Array, count: number): void;
  setShape(operation: Pointer, name: string, shape: BigInt64Array, rank: number, status: Pointer): void;
}

const utf8 = new TextEncoder();
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const listOf = <T>(value: unknown, is: (element: unknown) => element is T): value is T[] => Array.isArray(value) && value.every(is);

/** Sets one attribute of an operation; throws engine-op-failed for a value that does not suit its kind. */
export function setAttribute(api: AttributeSetters, status: Status, operation: Pointer, { name, type, value }: Attribute): void {
  const kinds = attributeTypes;
  if (type === kinds.TF_ATTR_TYPE && isNumber(value)) api.setType(operation, name, value);
  else if (type === kinds.TF_ATTR_TYPE && listOf(value, isNumber)) api.setTypes(operation, name, Int32Array.from(value), value.length);
  else if (type === kinds.TF_ATTR_INT && isNumber(value)) api.setInteger(operation, name, value);
  else if (type === kinds.TF_ATTR_INT && listOf(value, isNumber)) api.setIntegers(operation, name, integers(value), value.length);
  else if (type === kinds.TF_ATTR_FLOAT && isNumber(value)) api.setFloat(operation, name, value);
  else if (type === kinds.TF_ATTR_FLOAT && listOf(value, isNumber)) api.setFloats(operation, name, Float32Array.from(value), value.length);
  else if (type === kinds.TF_ATTR_BOOL && isBoolean(value)) api.setBoolean(operation, name, Number(value));
  else if (type === kinds.TF_ATTR_BOOL && listOf(value, isBoolean)) {
    api.setBooleans(operation, name, Uint8Array.from(value, Number), value.length);
  } else if (type === kinds.TF_ATTR_STRING && typeof value === 'string') {
    const bytes = utf8.encode(value);
    api.setString(operation, name, bytes, bytes.length);
  } else if (type === kinds.TF_ATTR_SHAPE && listOf(value, isNumber)) {
    api.setShape(operation, name, integers(value), value.length, status.pointer);
    status.check(`attribute ${name}`);
  } else throw refused(`attribute ${name}`, `kind ${type} cannot hold ${JSON.stringify(value)}`);
}

const integers = (values: readonly number[]): BigInt64Array => BigInt64Array.from(values, BigInt);
