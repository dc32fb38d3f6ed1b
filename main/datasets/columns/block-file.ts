import { appError } from '#app/errors.ts';
import { type EncodedNumbers, encodingAt, placeOf, widthOf } from './number-encoding.ts';

/*
 * A block of rows: "UNFOLDC1", rows and columns (uint32 each), then of each column its encoding and power (a byte each), 2 bytes of
 * nothing, the length of its bytes and where they begin in the file (uint32 each), 4 bytes of nothing, first and step (doubles), then
 * their bytes, each from a place that 8 divides. Little-endian. Column 0 are the lines that the rows stand on in the file they came from.
 */
const MAGIC = Buffer.from('UNFOLDC1', 'latin1');
const beginBytes = MAGIC.length + 8;
const columnBytes = 32;
const alignment = 8;

/** Bytes of a block's head. */
export const headBytes = (columns: number): number => beginBytes + columns * columnBytes;

/** Where a column's numbers lie in a block, and how. */
export interface ColumnPlace extends Omit<EncodedNumbers, 'bytes'> {
  offset: number;
}

/** The file's content. */
export function encodeBlock(rows: number, columns: readonly EncodedNumbers[]): Buffer<ArrayBuffer> {
  const aligned = (bytes: number) => Math.ceil(bytes / alignment) * alignment;
  const all = columns.reduce((sum, { bytes }) => sum + aligned(bytes.length), headBytes(columns.length));
  const content = Buffer.alloc(all);
  MAGIC.copy(content);
  content.writeUInt32LE(rows, MAGIC.length);
  content.writeUInt32LE(columns.length, MAGIC.length + 4);
  let offset = headBytes(columns.length);
  for (const [place, { encoding, power, first, step, bytes }] of columns.entries()) {
    const at = headBytes(place);
    content.writeUInt8(placeOf(encoding), at);
    content.writeUInt8(power, at + 1);
    content.writeUInt32LE(bytes.length, at + 4);
    content.writeUInt32LE(offset, at + 8);
    content.writeDoubleLE(first, at + 16);
    content.writeDoubleLE(step, at + 24);
    content.set(bytes, offset);
    offset += aligned(bytes.length);
  }
  return content;
}

/** Reads a block's head, which must be that of so many rows and columns in so many bytes. Throws dataset-damaged. */
export function decodeHead(
  head: Buffer,
  expected: { rows: number; columns: number; bytes: number; name: string; folder: string },
): ColumnPlace[] {
  const { rows, columns, bytes, name, folder } = expected;
  const damaged = (problem: string) => appError('dataset-damaged', { folder, problem: `${name} ${problem}` });
  if (head.length < headBytes(columns) || !head.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged('is no block of rows');
  const found = { rows: head.readUInt32LE(MAGIC.length), columns: head.readUInt32LE(MAGIC.length + 4) };
  if (found.rows !== rows || found.columns !== columns)
    throw damaged(`must have ${rows} rows of ${columns} columns; got ${found.rows} of ${found.columns}`);
  return Array.from({ length: columns }, (_, place) => {
    const at = headBytes(place);
    const encoding = encodingAt(head.readUInt8(at));
    const length = head.readUInt32LE(at + 4);
    const offset = head.readUInt32LE(at + 8);
    if (encoding === undefined || length !== widthOf(encoding) * rows || offset + length > bytes)
      throw damaged(`does not hold column ${place} where it says`);
    return { encoding, power: head.readUInt8(at + 1), first: head.readDoubleLE(at + 16), step: head.readDoubleLE(at + 24), offset };
  });
}
