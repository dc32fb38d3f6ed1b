import { type FileHandle, open, rm } from 'node:fs/promises';
import { decodeNumbers, type EncodedNumbers, encodeNumbers, widthOf } from '#main/datasets/columns/number-encoding.ts';
import { readPart } from '#main/datasets/columns/read-part.ts';
import type { ReadRows } from '#main/datasets/columns/write-table.ts';
import { writeError } from '#main/store/whole-file.ts';

/** Where a block of rows lies in the file, and how. */
interface SpilledBlock extends Omit<EncodedNumbers, 'bytes'> {
  offset: number;
}

/** Columns that memory cannot hold beside each other, in a file that is gone when it is closed; their blocks are as those of a table. */
export class SpilledColumns {
  readonly #path: string;
  readonly #file: FileHandle;
  readonly #what: string;
  /** The rows of a block that is being filled. */
  readonly #block: Float64Array<ArrayBuffer>;
  #end = 0;

  private constructor(path: string, file: FileHandle, { what, rowsPerBlock }: { what: string; rowsPerBlock: number }) {
    this.#path = path;
    this.#file = file;
    this.#what = what;
    this.#block = new Float64Array(rowsPerBlock);
  }

  /** Makes the file, which must not be there; `what` it holds is for the error. Rejects with disk-full, write-failed. */
  static async create(path: string, how: { what: string; rowsPerBlock: number }): Promise<SpilledColumns> {
    try {
      return new SpilledColumns(path, await open(path, 'wx+'), how);
    } catch (error) {
      throw writeError(error, path, how.what);
    }
  }

  /** Writes a column that comes in pieces; `told` is called of each. Returns what reads it, a block at a time. Rejects with disk-full, write-failed. */
  async keep(pieces: Iterable<Float64Array>, told: (rows: number) => void): Promise<{ rows: number; read: ReadRows }> {
    const blocks: SpilledBlock[] = [];
    const each = this.#block.length;
    let filled = 0;
    for (const piece of pieces) {
      for (let from = 0; from < piece.length; ) {
        const count = Math.min(piece.length - from, each - filled);
        this.#block.set(piece.subarray(from, from + count), filled);
        from += count;
        filled += count;
        if (filled < each) continue;
        blocks.push(await this.#append(this.#block));
        filled = 0;
      }
      told(piece.length);
    }
    const rows = blocks.length * each + filled;
    if (filled > 0) blocks.push(await this.#append(this.#block.subarray(0, filled)));
    return { rows, read: (from, to) => this.#read(blocks[Math.floor(from / each)], from % each, to - from) };
  }

  async close(): Promise<void> {
    await this.#file.close();
    await rm(this.#path, { force: true });
  }

  async #append(values: Float64Array<ArrayBuffer>): Promise<SpilledBlock> {
    const { bytes, ...how } = encodeNumbers(values);
    const offset = this.#end;
    try {
      for (let at = 0; at < bytes.length; ) at += (await this.#file.write(bytes, at, bytes.length - at, offset + at)).bytesWritten;
    } catch (error) {
      throw writeError(error, this.#path, this.#what);
    }
    this.#end += bytes.length;
    return { ...how, offset };
  }

  async #read(block: SpilledBlock | undefined, from: number, rows: number): Promise<Float64Array<ArrayBuffer>> {
    if (block === undefined) throw new RangeError(`There is no block with row ${from} in ${this.#path}`);
    const width = widthOf(block.encoding);
    const bytes = new Uint8Array(rows * width);
    const isThere = await readPart(this.#file, block.offset + from * width, bytes.length, bytes);
    if (!isThere) throw new RangeError(`There are no ${rows} rows from row ${from} on in a block of ${this.#path}`);
    const values = new Float64Array(rows);
    decodeNumbers(block, bytes, from, values);
    return values;
  }
}
