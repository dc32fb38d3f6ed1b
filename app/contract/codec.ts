import { ExtensionCodec, encode as pack, decode as unpack } from '@msgpack/msgpack';

/**
 * How calls, answers and events travel between doors: MessagePack, with typed arrays as extensions (1 Float32Array,
 * 2 Float64Array, 3 Int32Array; little-endian, as every machine we run on). Uint8Array is MessagePack's own binary.
 */
const extensions = new ExtensionCodec();

/** The bytes of an array, copied: a view keeps its whole buffer alive and may stand at an odd offset. */
const bytesOf = (array: ArrayBufferView): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice();

extensions.register({
  type: 1,
  encode: (value: unknown) => (value instanceof Float32Array ? bytesOf(value) : null),
  decode: (bytes: Uint8Array) => new Float32Array(bytes.slice().buffer),
});
extensions.register({
  type: 2,
  encode: (value: unknown) => (value instanceof Float64Array ? bytesOf(value) : null),
  decode: (bytes: Uint8Array) => new Float64Array(bytes.slice().buffer),
});
extensions.register({
  type: 3,
  encode: (value: unknown) => (value instanceof Int32Array ? bytesOf(value) : null),
  decode: (bytes: Uint8Array) => new Int32Array(bytes.slice().buffer),
});

/** A value as bytes; what is undefined is left out, so that optional fields stay optional. */
export const encode = (value: unknown): Uint8Array<ArrayBuffer> => pack(value, { extensionCodec: extensions, ignoreUndefined: true });

/** Bytes as a value; throws where they are not whole MessagePack. The value is unchecked: parse it before reading it. */
export function decode(bytes: Uint8Array | ArrayBuffer): unknown {
  // A Buffer of Node is a Uint8Array whose slice() copies nothing: what is cut from it would be its whole pool.
  const plain = bytes instanceof Uint8Array ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : bytes;
  return unpack(plain, { extensionCodec: extensions });
}
