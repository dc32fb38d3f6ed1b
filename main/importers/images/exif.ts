/** An image file directory as TIFF and EXIF have it: values by tag. */
export type Directory = Map<number, number[]>;

/** Bytes a value of each type takes: byte, ascii, short, long; others are not asked for. */
const typeBytes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4 };
const mostValues = 1_000_000;

/**
 * Reads the first directory of a TIFF structure; tags whose values lie outside the bytes are left out. Null where there is none.
 */
export function readDirectory(bytes: Buffer): Directory | null {
  if (bytes.length < 8) return null;
  const little = bytes[0] === 0x49;
  const short = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const long = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const start = long(4);
  if (start + 2 > bytes.length) return null;

  const directory: Directory = new Map();
  const entries = short(start);
  for (let i = 0, at = start + 2; i < entries && at + 12 <= bytes.length; i += 1, at += 12) {
    const type = short(at + 2);
    const count = long(at + 4);
    const size = typeBytes[type];
    if (size === undefined || count > mostValues) continue;
    const from = count * size <= 4 ? at + 8 : long(at + 8);
    if (from + count * size > bytes.length) continue;
    const read = size === 1 ? (position: number) => bytes.readUInt8(position) : size === 2 ? short : long;
    directory.set(
      short(at),
      Array.from({ length: count }, (_, k) => read(from + k * size)),
    );
  }
  return directory;
}

/** Orientation 1 to 8 of a directory; 1 where it says none or nonsense. */
export function orientationIn(directory: Directory | null): number {
  const value = directory?.get(0x0112)?.[0] ?? 1;
  return value >= 1 && value <= 8 ? value : 1;
}

/** Orientation in an EXIF block, with or without its leading "Exif\0\0". */
export function exifOrientation(block: Buffer): number {
  const body = block.toString('latin1', 0, 6) === 'Exif\0\0' ? block.subarray(6) : block;
  const order = body.toString('latin1', 0, 4);
  return order === 'II*\0' || order === 'MM\0*' ? orientationIn(readDirectory(body)) : 1;
}
