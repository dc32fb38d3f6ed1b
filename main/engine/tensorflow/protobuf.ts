/** A message in Protocol Buffers' wire format, field by field (protobuf.dev/programming-guides/encoding). */
export class Message {
  readonly #parts: Uint8Array[] = [];

  /** A whole number of at least 0, a truth or an enumeration's value. */
  integer(field: number, value: number | boolean): this {
    this.#parts.push(varint(field << 3), varint(Number(value)));
    return this;
  }

  /** A message, bytes or text. */
  bytes(field: number, value: Message | Uint8Array | string): this {
    const content = value instanceof Message ? value.encode() : typeof value === 'string' ? new TextEncoder().encode(value) : value;
    this.#parts.push(varint((field << 3) | 2), varint(content.length), content);
    return this;
  }

  encode(): Uint8Array {
    return Buffer.concat(this.#parts);
  }
}

/** Seven bits a byte, the lowest first, the top bit on all but the last. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}
