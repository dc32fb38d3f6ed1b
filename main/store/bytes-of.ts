/** The bytes of numbers, as a blob or a file has them; a view, not a copy. */
export const bytesOf = (values: Int32Array | Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
