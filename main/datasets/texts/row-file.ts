import { appError } from '#app/errors.ts';

/*
 * Rows of different lengths in one file: "UNFOLDR1", how many (uint32), where each begins and the last one ends (uint32
 * each, in bytes behind this head), then the rows back to back. Little-endian. The head is padded to 4 bytes by its make.
 */
const MAGIC = Buffer.from('UNFOLDR1', 'latin1');

/** Rows of a file, each a view of its bytes. */
export interface Rows {
  readonly count: number;
  /** The whole file. */
  readonly content: Buffer;
  /** Bytes of row `place`; throws where there is none. */
  row(place: number): Buffer;
}

/** The file's content. */
export function encodeRows(rows: readonly Uint8Array[]): Buffer {
  let end = 0;
  const ends = Uint32Array.from(rows, (row) => {
    end += row.byteLength;
    return end;
  });
  return Buffer.concat([headOf(ends), ...rows]);
}

/** The same of rows that stand back to back already: behind which byte each ends. */
export const encodePacked = (rows: Uint8Array, ends: Uint32Array): Buffer => Buffer.concat([headOf(ends), rows]);

function headOf(ends: Uint32Array): Buffer {
  const head = Buffer.alloc(MAGIC.length + 4 + 4 * (ends.length + 1));
  MAGIC.copy(head);
  head.writeUInt32LE(ends.length, MAGIC.length);
  for (const [place, end] of ends.entries()) head.writeUInt32LE(end, MAGIC.length + 8 + 4 * place);
  return head;
}

/** Reads a file's content; `name` and `folder` are for the error. Throws dataset-damaged. */
export function decodeRows(content: Buffer, name: string, folder: string): Rows {
  const damaged = (problem: string) => appError('dataset-damaged', { folder, problem: `${name} ${problem}` });
  if (!content.subarray(0, MAGIC.length).equals(MAGIC) || content.length < MAGIC.length + 8) throw damaged('is no file of rows');
  const count = content.readUInt32LE(MAGIC.length);
  const head = MAGIC.length + 4 + 4 * (count + 1);
  if (content.length < head) throw damaged('is cut off');
  const ends = (place: number) => content.readUInt32LE(MAGIC.length + 4 + 4 * place);
  if (head + ends(count) !== content.length) throw damaged(`must have ${head + ends(count)} bytes; got ${content.length}`);
  return {
    count,
    content,
    row(place) {
      if (!(place >= 0 && place < count)) throw new RangeError(`There is no row ${place}`);
      const [from, to] = [ends(place), ends(place + 1)];
      if (from > to || head + to > content.length) throw damaged(`has no row ${place} where it says`);
      return content.subarray(head + from, head + to);
    },
  };
}
