/** TensorFlow's numbers for element types (TF_DataType) and attribute kinds (TF_AttrType), as the stock kernels name them. */
export const dataTypes = {
  TF_FLOAT: 1,
  TF_INT32: 3,
  TF_UINT8: 4,
  TF_STRING: 7,
  TF_COMPLEX64: 8,
  TF_INT64: 9,
  TF_BOOL: 10,
  TF_RESOURCE: 20,
} as const;

export const attributeTypes = {
  TF_ATTR_STRING: 0,
  TF_ATTR_INT: 1,
  TF_ATTR_FLOAT: 2,
  TF_ATTR_BOOL: 3,
  TF_ATTR_TYPE: 4,
  TF_ATTR_SHAPE: 5,
  TF_ATTR_RESOURCE: 8,
} as const;

export type TensorValues = Float32Array | Int32Array | Uint8Array | BigInt64Array;

interface Storage {
  /** Bytes of one element. */
  width: number;
  /** Values of so many bytes, zero. */
  empty(bytes: number): TensorValues;
  /** Whether such values may be copied in as they are. */
  holds(values: unknown): values is TensorValues;
}

const storages: Readonly<Record<number, Storage>> = {
  [dataTypes.TF_FLOAT]: { width: 4, empty: (bytes) => new Float32Array(bytes / 4), holds: (values) => values instanceof Float32Array },
  [dataTypes.TF_INT32]: { width: 4, empty: (bytes) => new Int32Array(bytes / 4), holds: (values) => values instanceof Int32Array },
  [dataTypes.TF_UINT8]: { width: 1, empty: (bytes) => new Uint8Array(bytes), holds: (values) => values instanceof Uint8Array },
  [dataTypes.TF_BOOL]: { width: 1, empty: (bytes) => new Uint8Array(bytes), holds: (values) => values instanceof Uint8Array },
  // Real and imaginary parts take turns.
  [dataTypes.TF_COMPLEX64]: { width: 8, empty: (bytes) => new Float32Array(bytes / 4), holds: (values) => values instanceof Float32Array },
  // The stock kernels hand a 64-bit scalar over as two 32-bit halves.
  [dataTypes.TF_INT64]: {
    width: 8,
    empty: (bytes) => new BigInt64Array(bytes / 8),
    holds: (values) => values instanceof Int32Array || values instanceof BigInt64Array,
  },
};

/** How elements of a type lie in memory; undefined for strings and resources, which no layer of ours needs. */
export const storageOf = (dataType: number): Storage | undefined => storages[dataType];
