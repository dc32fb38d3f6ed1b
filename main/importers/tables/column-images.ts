import { type ImagePreprocessing, imageShape } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import { size } from '#app/numbers.ts';
import type { Watch } from '#main/blocks.ts';
import type { ColumnPixels } from '#main/datasets/columns/pixels-file.ts';
import type { DecodedBatch } from '../images/decoded-batch.ts';
import { DecoderPool, type PoolOptions } from '../images/decoder-pool.ts';
import { imagePath, outsideReason } from './image-path.ts';

/** Of all images of a table together: they are held in memory while a network learns. */
const mostPixelBytes = 512 * 2 ** 20;
const filesAtOnce = 32;
const bytesAtOnce = 2 ** 20;
const batchesAhead = 4;

/** Images that a column names. */
export interface NamedImages {
  column: string;
  paths: readonly string[];
  /** What relative paths begin at. */
  folder: string;
  image: ImagePreprocessing;
}

/** What could be made of them, and what not. */
export interface DecodedColumn extends ColumnPixels {
  skipped: { path: string; reason: string }[];
}

/** Throws images-too-large where the images of all columns take more memory together than they may. */
export function requireRoom(columns: readonly { column: string; images: number; image: ImagePreprocessing }[]): void {
  const bytesOf = ({ images, image }: (typeof columns)[number]) => images * size(imageShape(image));
  const bytes = columns.reduce((sum, each) => sum + bytesOf(each), 0);
  const [largest] = columns.toSorted((one, other) => bytesOf(other) - bytesOf(one));
  if (largest === undefined || bytes <= mostPixelBytes) return;
  const images = columns.reduce((sum, each) => sum + each.images, 0);
  throw appError('images-too-large', { column: largest.column, images, bytes, most: mostPixelBytes });
}

/** Decodes the images of a column; rejects with images-unreadable where none can be read, or with the signal's reason. */
export async function decodeColumn(
  { column, paths, folder, image }: NamedImages,
  { signal, told }: Watch,
  options?: PoolOptions,
): Promise<DecodedColumn> {
  signal?.throwIfAborted();
  const each = size(imageShape(image));
  const found: DecodedColumn = { readable: new Uint8Array(paths.length), pixels: new Uint8Array(paths.length * each), skipped: [] };
  const pool = new DecoderPool(options);
  const close = () => pool.close();
  signal?.addEventListener('abort', close, { once: true });
  try {
    const atOnce = Math.max(1, Math.min(filesAtOnce, Math.floor(bytesAtOnce / each)));
    const ahead: { at: number; decoded: Promise<DecodedBatch> }[] = [];
    for (let at = 0; at < paths.length || ahead.length > 0; ) {
      while (at < paths.length && ahead.length < batchesAhead * pool.width) {
        const decoded = decodeBatch(paths.slice(at, at + atOnce), folder, image, pool);
        // Those behind one that fails are not waited for any more.
        decoded.catch(() => undefined);
        ahead.push({ at, decoded });
        at += atOnce;
      }
      const next = ahead.shift();
      if (next === undefined) break;
      take(found, paths, next.at, await next.decoded, each);
      told?.(Math.min(paths.length, next.at + atOnce), paths.length);
    }
  } catch (error) {
    // A closed pool only says that it was closed; the signal says why.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', close);
    pool.close();
  }
  const [first] = found.skipped;
  if (first !== undefined && found.skipped.length === paths.length)
    throw appError('images-unreadable', { column, images: paths.length, folder, example: first.path, reason: first.reason });
  return found;
}

/** Decodes some; what lies outside of the folder is not looked at. */
async function decodeBatch(paths: readonly string[], folder: string, image: ImagePreprocessing, pool: DecoderPool): Promise<DecodedBatch> {
  const files = paths.map((path) => imagePath(folder, path));
  const inside = files.filter((file) => file !== null);
  const { results, pixels } = inside.length === 0 ? { results: [], pixels: new Uint8Array() } : await pool.decode(inside, image);
  const inTurn = results.values();
  const outside = { kind: 'skipped', reason: outsideReason, gone: false } as const;
  return { pixels, results: files.map((file) => (file === null ? outside : (inTurn.next().value ?? outside))) };
}

function take(found: DecodedColumn, paths: readonly string[], from: number, { results, pixels }: DecodedBatch, each: number): void {
  let behind = 0;
  for (const [place, result] of results.entries()) {
    const at = from + place;
    if (result.kind === 'skipped') found.skipped.push({ path: paths[at] ?? '', reason: result.reason });
    else {
      found.readable[at] = 1;
      found.pixels.set(pixels.subarray(behind, behind + each), at * each);
      behind += each;
    }
  }
}
