import { join } from 'node:path';
import { partOf, type Watch } from '#main/blocks.ts';
import { isPixelsName, pixelsName, writePixels } from '#main/datasets/columns/pixels-file.ts';
import type { ImageColumns } from '#main/datasets/columns/read-columns.ts';
import { openTable } from '#main/datasets/columns/stored-table.ts';
import type { Shard } from '#main/store/datasets.ts';
import type { PoolOptions } from '../images/decoder-pool.ts';
import { decodeColumn, requireRoom } from './column-images.ts';

/** Images to be made of the columns of a table that lies in a folder. */
export interface KeepImages {
  folder: string;
  images: ImageColumns;
  /** What relative paths begin at. */
  from: string;
  /** Files that are there already. */
  known: readonly Shard[];
  /** What they are, for the error of a disk that is full. */
  what: string;
  pool?: PoolOptions;
}

/** Files of images: all that are needed, those of them that were written now, and what could not be read while that was done. */
export interface KeptImages {
  needed: Shard[];
  made: Shard[];
  skipped: { path: string; reason: string }[];
}

/** The files that hold no images of columns. */
export const withoutImages = (shards: readonly Shard[]): Shard[] => shards.filter(({ file }) => !isPixelsName(file));

/**
 * Makes the images of each column, in its size, unless they are there. Rejects with images-too-large, images-unreadable, texts-not-kept, column-unknown,
 * disk-full, write-failed, or the signal's reason.
 */
export async function keepImages({ folder, images, from, known, what, pool }: KeepImages, watch: Watch): Promise<KeptImages> {
  const kept: KeptImages = { needed: [], made: [], skipped: [] };
  if (images.size === 0) return kept;
  const table = await openTable(folder);
  const columns = await Promise.all([...images].map(async ([column, image]) => ({ column, image, paths: await table.texts(column) })));
  requireRoom(columns.map(({ paths, ...each }) => ({ ...each, images: paths.length })));
  for (const [place, { column, image, paths }] of columns.entries()) {
    const number = table.columns.findIndex(({ name }) => name === column);
    const file = pixelsName(number, image);
    const there = known.find((each) => each.file === file);
    if (there !== undefined) {
      kept.needed.push(there);
      continue;
    }
    const decoded = await decodeColumn(
      { column, paths, folder: from, image },
      partOf(watch, place / images.size, (place + 1) / images.size),
      pool,
    );
    const made = { file, items: 0, ...(await writePixels(join(folder, file), decoded, what)) };
    kept.needed.push(made);
    kept.made.push(made);
    // What cannot be read was listed when they were made in another size.
    if (!known.some((each) => isPixelsName(each.file, number))) kept.skipped.push(...decoded.skipped);
  }
  return kept;
}
