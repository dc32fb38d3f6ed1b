import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type ImagePreprocessing, imageShape } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import { size } from '#app/numbers.ts';
import { type Written, writeWhole } from '#main/store/whole-file.ts';
import { readPart } from './read-part.ts';

/*
 * The images that a column names, all in one size: "UNFOLDP1", how many and how many bytes each (uint32 each), of each a byte that is 1 if
 * it could be read, then the pixels of all of them, [images, height, width, channels]; those of one that could not be read are 0.
 * Little-endian.
 */
const MAGIC = Buffer.from('UNFOLDP1', 'latin1');
const headBytes = MAGIC.length + 8;

/** Images as a network gets them, in the order in which their column names them. */
export interface ColumnPixels {
  /** Of each whether it could be read. */
  readable: Uint8Array;
  pixels: Uint8Array;
}

/** Name of the file of a column's images, made so: the column by its place in the table. */
export function pixelsName(column: number, { width, height, channels, fit, background }: ImagePreprocessing): string {
  return `pixels-${column}-${width}x${height}-${channels}-${fit}-${background}.bin`;
}

/** Whether a file of a dataset is one of these, of any column or of this one. */
export const isPixelsName = (name: string, column?: number): boolean =>
  name.startsWith(column === undefined ? 'pixels-' : `pixels-${column}-`);

/** Writes it; rejects with disk-full or write-failed. */
export function writePixels(path: string, { readable, pixels }: ColumnPixels, what: string): Promise<Written> {
  const head = Buffer.alloc(headBytes);
  MAGIC.copy(head);
  head.writeUInt32LE(readable.length, MAGIC.length);
  head.writeUInt32LE(readable.length === 0 ? 0 : pixels.length / readable.length, MAGIC.length + 4);
  return writeWhole(path, partsOf(head, readable, pixels), { what });
}

async function* partsOf(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

/** Which images could be read. Rejects with dataset-damaged. */
export const readReadable = (folder: string, name: string, image: ImagePreprocessing): Promise<Uint8Array> =>
  opened(folder, name, image, async ({ readable }) => readable);

/** The pixels of some images, one behind another: [places, height, width, channels]. Rejects with dataset-damaged. */
export const readPixels = (folder: string, name: string, image: ImagePreprocessing, places: ArrayLike<number>): Promise<Uint8Array> =>
  opened(folder, name, image, async ({ file, from, each }) => {
    const pixels = new Uint8Array(places.length * each);
    // Neighbours are read at once.
    for (let at = 0; at < places.length; ) {
      const first = places[at] ?? 0;
      let behind = at + 1;
      while (behind < places.length && places[behind] === first + behind - at) behind += 1;
      const isThere = await readPart(file, from + first * each, (behind - at) * each, pixels.subarray(at * each, behind * each));
      if (!isThere) throw damaged(folder, name, 'is cut off');
      at = behind;
    }
    return pixels;
  });

const damaged = (folder: string, name: string, problem: string) => appError('dataset-damaged', { folder, problem: `${name} ${problem}` });

interface OpenPixels {
  file: FileHandle;
  readable: Uint8Array<ArrayBuffer>;
  /** Where the pixels begin, and bytes of each image. */
  from: number;
  each: number;
}

async function opened<T>(folder: string, name: string, image: ImagePreprocessing, work: (pixels: OpenPixels) => Promise<T>): Promise<T> {
  const file = await open(join(folder, name)).catch(() => null);
  if (file === null) throw damaged(folder, name, 'is missing');
  try {
    const head = Buffer.alloc(headBytes);
    const isThere = await readPart(file, 0, headBytes, head);
    if (!isThere || !head.subarray(0, MAGIC.length).equals(MAGIC)) throw damaged(folder, name, 'is no file of images');
    const images = head.readUInt32LE(MAGIC.length);
    const each = size(imageShape(image));
    if (images > 0 && head.readUInt32LE(MAGIC.length + 4) !== each) throw damaged(folder, name, 'has images of another size');
    const from = headBytes + images;
    const bytes = from + images * each;
    const { size: got } = await file.stat();
    if (got !== bytes) throw damaged(folder, name, `must have ${bytes} bytes; got ${got}`);
    const readable = new Uint8Array(images);
    if (!(await readPart(file, headBytes, images, readable))) throw damaged(folder, name, 'is cut off');
    return await work({ file, readable, from, each });
  } finally {
    await file.close();
  }
}
