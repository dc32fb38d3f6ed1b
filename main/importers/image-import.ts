import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import { asImages } from '#app/data/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { itemBytes, itemsPerShard } from '#main/datasets/shards.ts';
import type { Store } from '#main/store/store.ts';
import type { WorkspaceFolders } from '#main/workspace-folders.ts';
import type { FolderScan, ScannedFile } from './folder-scan.ts';
import type { DecodedBatch } from './images/decoded-batch.ts';
import { DecoderPool, type PoolOptions } from './images/decoder-pool.ts';
import { ItemWriter } from './item-writer.ts';

/** What an import works on: the dataset's row, what its folder holds, and which of that has been imported before. */
export interface ImageImport {
  dataset: Dataset;
  scan: FolderScan;
  /** Items that whole shards hold already, and their paths; the rest of `scan.files` follows behind them. */
  kept: { items: number; paths: ReadonlySet<string> };
}

export interface ImportHands {
  store: Store;
  folders: WorkspaceFolders;
  signal: AbortSignal;
  progress(now: { done: number; total: number }): void;
  pool?: PoolOptions;
}

const filesAtOnce = 64;
/** Pixels of a batch, at most: large items travel in small batches. */
const bytesAtOnce = 2 ** 20;
/** Batches asked for a process, ahead of the one that is taken: enough to decode on while a shard is written. */
const batchesAhead = 12;

/**
 * Decodes the files into shards and rows, in the order of the scan. Rejects with folder-vanished, disk-full or write-failed,
 * or with the signal's reason; what whole shards hold is kept then, and another import goes on behind it.
 */
export async function importImages({ dataset, scan, kept }: ImageImport, hands: ImportHands): Promise<void> {
  const { store, folders, signal } = hands;
  signal.throwIfAborted();
  const files = scan.files.filter((file) => !kept.paths.has(file.path));
  const folder = folders.dataset(dataset.id);
  await mkdir(folder, { recursive: true });
  const writer = new ItemWriter(store, folder, dataset, kept.items);
  const pool = new DecoderPool(hands.pool);
  const close = () => pool.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    await writer.skip(scan.skipped);
    let done = kept.items;
    for await (const { batch, decoded } of inOrder(files, scan.folder, dataset, pool)) {
      signal.throwIfAborted();
      if (decoded.results.some((result) => result.kind === 'skipped' && result.gone)) await checkFolder(scan.folder);
      await writer.take(batch, decoded);
      done += batch.length;
      hands.progress({ done, total: kept.items + files.length });
    }
    await writer.end();
  } catch (error) {
    // A closed pool only says that it was closed; the signal says why.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', close);
    pool.close();
    await writer.settled();
  }
}

/** Decodes ahead as far as the processes have work, and gives the batches back in order. */
async function* inOrder(
  files: ScannedFile[],
  folder: string,
  dataset: Dataset,
  pool: DecoderPool,
): AsyncGenerator<{ batch: ScannedFile[]; decoded: DecodedBatch }> {
  const preprocessing = asImages(dataset.preprocessing);
  const size = Math.max(1, Math.min(filesAtOnce, itemsPerShard(preprocessing), Math.floor(bytesAtOnce / itemBytes(preprocessing))));
  const ahead: { batch: ScannedFile[]; decoded: Promise<DecodedBatch> }[] = [];
  for (let at = 0; at < files.length || ahead.length > 0; ) {
    while (at < files.length && ahead.length < batchesAhead * pool.width) {
      const batch = files.slice(at, at + size);
      const decoded = pool.decode(
        batch.map((file) => join(folder, file.path)),
        preprocessing,
      );
      // Those behind one that fails are not waited for any more.
      decoded.catch(() => undefined);
      ahead.push({ batch, decoded });
      at += size;
    }
    const next = ahead.shift();
    if (next !== undefined) yield { batch: next.batch, decoded: await next.decoded };
  }
}

/** Tells a file that went away from a folder that did. */
async function checkFolder(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => null);
  if (there === null || !there.isDirectory()) throw appError('folder-vanished', { folder });
}
