import { availableParallelism } from 'node:os';
import { dirname, isAbsolute, join, relative } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import { channelCount } from '#app/data/images.ts';
import { AppError } from '#app/errors.ts';
import { openTable } from '../datasets/columns/stored-table.ts';
import { readItem } from '../datasets/reader.ts';
import { DecoderPool, PoolClosed } from '../importers/images/decoder-pool.ts';
import { encodePng } from '../importers/images/png.ts';
import { imagePath } from '../importers/tables/image-path.ts';
import type { MediaAnswer, MediaService, ServiceContext } from '../service-context.ts';
import { datasetById } from '../store/datasets.ts';
import { folderOfJudged } from '../store/evaluations.ts';
import { itemAt } from '../store/items.ts';
import { tableOfJob, zipOfExport } from './media/downloads.ts';
import { type MediaRequest, parseMediaPath } from './media/media-path.ts';
import { PictureCache } from './media/picture-cache.ts';

const cachedBytes = 64e6;
/** Seconds: what is made of a file that its hash vouches for does not change; what stands in for it may. */
const lasting = 7 * 24 * 3600;
const passing = 60;

/**
 * Pictures: items of datasets, what the network sees of them, files of evaluated folders. Whatever lies in a file, what leaves
 * here is a WebP or PNG that a decoder or we have made; no path is read that a row does not name. And what the browser's
 * visitor takes home: exports as a zip, predictions as a table.
 */
export const media = (context: ServiceContext): MediaService => {
  const { store, folders, log } = context;
  const cache = new PictureCache<MediaAnswer>(cachedBytes);
  const pool = new DecoderPool({
    width: Math.min(2, availableParallelism()),
    idleSeconds: 30,
    patienceSeconds: 20,
    onTrouble: (what, facts) => log.warn(what, facts),
  });
  context.onClose(async () => pool.close());

  return async (path, signal) => {
    const request = parseMediaPath(path);
    if (request === null) return nothing(400);
    const known = cache.get(path);
    if (known !== undefined) return known;
    if (signal?.aborted) return nothing(404);
    try {
      const picture = await pictureOf(request);
      if (picture.status === 200 && picture.maxAge === lasting) cache.set(path, picture);
      return picture;
    } catch (error) {
      if (error instanceof AppError || error instanceof PoolClosed) return nothing(404);
      log.error('a picture could not be made', { path, error });
      return nothing(404);
    }
  };

  async function pictureOf(request: MediaRequest): Promise<MediaAnswer> {
    switch (request.kind) {
      case 'item':
        return original(request);
      case 'seen':
        return seen(request, lasting);
      case 'cell':
        return imageOfCell(request);
      case 'file':
        return fileOfFolder(request);
      case 'export':
        return downloadOf('application/zip', await zipOfExport(store.db, request.id));
      case 'table':
        return downloadOf('text/csv; charset=utf-8', await tableOfJob(store.db, request.job));
    }
  }

  /** The item's file; where it is gone or was changed, what was decoded from it. */
  async function original(request: Extract<MediaRequest, { kind: 'item' }>): Promise<MediaAnswer> {
    const dataset = await datasetById(store.db, request.dataset);
    const item = dataset.kind === 'images' ? await itemAt(store.db, request.dataset, request.index) : undefined;
    if (item === undefined) return nothing(404);
    const picture = await pool.picture(join(dataset.source, item.path), request.size, item.hash);
    return picture.kind === 'made'
      ? { status: 200, type: picture.type, body: picture.bytes, maxAge: lasting }
      : seen(request, passing, dataset);
  }

  /** What the network gets of the item, pixel by pixel. */
  async function seen({ dataset: id, index }: { dataset: number; index: number }, maxAge: number, dataset?: Dataset): Promise<MediaAnswer> {
    const { preprocessing } = dataset ?? (await datasetById(store.db, id));
    if (preprocessing.kind !== 'images') return nothing(404);
    const pixels = await readItem(folders.dataset(id), preprocessing, index);
    if (pixels === null) return nothing(404);
    const body = encodePng(pixels, preprocessing.width, preprocessing.height, channelCount[preprocessing.channels]);
    return { status: 200, type: 'image/png', body, maxAge };
  }

  /** The image that a cell of a table names. */
  async function imageOfCell({ dataset: id, column, row, size }: Extract<MediaRequest, { kind: 'cell' }>): Promise<MediaAnswer> {
    const { source, table } = await datasetById(store.db, id);
    const { type, kept } = table?.columns[column] ?? {};
    if (table === null || type !== 'image' || kept === undefined || row >= table.rows) return nothing(404);
    const named = await (await openTable(folders.dataset(id))).textAt(column, row);
    const path = named === null ? null : imagePath(dirname(source), named);
    if (path === null) return nothing(404);
    const picture = await pool.picture(path, size, null);
    return picture.kind === 'made' ? { status: 200, type: picture.type, body: picture.bytes, maxAge: passing } : nothing(404);
  }

  /** A file that an evaluation of the run has judged, below the folder it was asked about. */
  async function fileOfFolder({ run, path, size }: Extract<MediaRequest, { kind: 'file' }>): Promise<MediaAnswer> {
    const folder = await folderOfJudged(store.db, run, path);
    if (folder === null) return nothing(404);
    const file = isAbsolute(path) ? path : join(folder, path);
    const below = relative(folder, file);
    if (below === '' || below.startsWith('..') || isAbsolute(below)) return nothing(404);
    const picture = await pool.picture(file, size, null);
    return picture.kind === 'made' ? { status: 200, type: picture.type, body: picture.bytes, maxAge: passing } : nothing(404);
  }
};

const downloadOf = (type: string, body: Uint8Array | null): MediaAnswer =>
  body === null ? nothing(404) : { status: 200, type, body, maxAge: 0 };
const nothing = (status: 400 | 404): MediaAnswer => ({ status, type: 'text/plain; charset=utf-8', body: new Uint8Array(), maxAge: 0 });
