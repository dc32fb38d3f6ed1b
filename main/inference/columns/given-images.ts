import { type Columns, columnOf } from '#app/data/columns/fitted.ts';
import type { ImagePreprocessing } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import { type ImageColumns, readColumn } from '#main/datasets/columns/read-columns.ts';
import { openTable } from '#main/datasets/columns/stored-table.ts';
import type { GivenImage, GivenImages } from '#main/training/protocol.ts';
import { type Pixels, pixelsOfBytes, pixelsOfFile } from '../images.ts';
import { nameOf } from './given-rows.ts';

/** Columns with the images that their cells are places among, and the folder of the data that some of these are of. */
interface Given {
  columns: Columns;
  images?: GivenImages;
  data?: string;
}

/** The columns with the pixels of their images. Rejects with image-unreadable, dataset-damaged. */
export async function withPixels({ columns, images: given, data = '' }: Given, images: ImageColumns): Promise<Columns> {
  const made = new Map(columns);
  for (const [column, image] of images) {
    const pixels: Uint8Array[] = [];
    for (const one of given?.get(column) ?? []) {
      const found = 'row' in one ? await keptPixels(data, column, images, one.row) : await pixelsOf(one, image);
      if ('reason' in found) throw appError('image-unreadable', { file: nameOf(one), reason: found.reason });
      pixels.push(found.pixels);
    }
    made.set(column, { ...columnOf(columns, column), pixels: Buffer.concat(pixels) });
  }
  return made;
}

const pixelsOf = (image: Exclude<GivenImage, { row: number }>, how: ImagePreprocessing): Promise<Pixels> =>
  'path' in image ? pixelsOfFile(image.path, how) : pixelsOfBytes(image.bytes, how);

/** The pixels of a row of the data, which are kept whatever became of its file. */
async function keptPixels(folder: string, column: string, images: ImageColumns, row: number): Promise<Pixels> {
  const table = await openTable(folder);
  const { pixels = new Uint8Array() } = row < table.rows ? await readColumn(table, column, { from: row, to: row + 1, images }) : {};
  return pixels.length > 0 ? { pixels } : { reason: 'got a row that has none' };
}
