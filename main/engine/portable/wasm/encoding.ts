/** Bytes of WebAssembly's binary format (webassembly.github.io/spec/core/binary). */
export type Code = readonly number[];

/** A whole number ≥ 0 below 2³², seven bits a byte, lowest first. */
export function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** A 32-bit whole number with sign: as above, until the rest is nothing but the sign of the last byte. */
export function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  while (rest < -64 || rest > 63) {
    bytes.push((rest & 127) | 128);
    rest >>= 7;
  }
  return [...bytes, rest & 127];
}

/** A list: how many, then each. */
export const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];

/** An ASCII name. */
export const text = (name: string): Code => vector([...name].map((letter) => [letter.charCodeAt(0)]));
