/** What normalising makes of each ASCII character: no Unicode form and no accent changes one. */
const asIs = Uint8Array.from({ length: 256 }, (_, code) => code);
const lower = Uint8Array.from({ length: 256 }, (_, code) => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code));

/**
 * Reads texts that are ASCII alone straight from their UTF-8, normalised: most of a large file are, and a string of each would
 * take longer than looking for its tokens. Gives its UTF-16 units, good until the next text and followed by others; null where
 * there is anything but ASCII.
 */
export function asciiReader(lowercase: boolean): (bytes: Uint8Array) => Uint16Array | null {
  const normalised = lowercase ? lower : asIs;
  let codes = new Uint16Array(4096);
  return (bytes) => {
    const { length } = bytes;
    if (length > codes.length) codes = new Uint16Array(2 * length);
    let all = 0;
    for (let at = 0; at < length; at += 1) {
      const byte = bytes[at] ?? 0;
      all |= byte;
      codes[at] = normalised[byte] ?? 0;
    }
    return all < 0x80 ? codes : null;
  };
}
