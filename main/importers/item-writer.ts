import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import { asImages } from '#app/data/preprocessing.ts';
import { itemBytes, itemsPerShard, shardName } from '#main/datasets/shards.ts';
import { changeDataset, datasetRow } from '#main/store/datasets.ts';
import type { ItemRow } from '#main/store/item-block.ts';
import { insertItems } from '#main/store/items.ts';
import { insertSkipped, type Skipped } from '#main/store/skipped.ts';
import type { Database, Store } from '#main/store/store.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import type { ScannedFile } from './folder-scan.ts';
import type { DecodedBatch } from './images/decoded-batch.ts';
import { keepItems } from './keep-items.ts';

/** A shard being filled, with the rows that belong to it. */
interface Filling {
  pixels: Buffer;
  items: ItemRow[];
  skipped: Skipped[];
}

/** Turns decoded batches into shards and rows. A shard and its rows are there together or not at all; the next one fills while one is written. */
export class ItemWriter {
  readonly #store: Store;
  readonly #folder: string;
  readonly #dataset: Dataset;
  readonly #itemBytes: number;
  readonly #itemsEach: number;
  /** Index of the first item that is not being written yet. */
  #next: number;
  #filling: Filling;
  #writing: Promise<void> = Promise.resolve();
  /** Pixels that were written: filled again, since the collector would be late to free what it hardly sees. */
  #spare: Buffer | null = null;

  /** `next` is the index of the first new item: whole shards lie before it. */
  constructor(store: Store, folder: string, dataset: Dataset, next: number) {
    this.#store = store;
    this.#folder = folder;
    this.#dataset = dataset;
    this.#itemBytes = itemBytes(asImages(dataset.preprocessing));
    this.#itemsEach = itemsPerShard(asImages(dataset.preprocessing));
    this.#next = next;
    this.#filling = this.#empty();
  }

  /** Notes files that were never read. */
  async skip(files: Skipped[]): Promise<void> {
    if (files.length === 0) return;
    await this.#store.quick(async (db) => {
      await insertSkipped(db, this.#dataset.id, files);
      const row = await datasetRow(db, this.#dataset.id);
      await changeDataset(db, this.#dataset.id, { skipped: row.skipped + files.length });
    });
  }

  async take(files: ScannedFile[], { results, pixels }: DecodedBatch): Promise<void> {
    let at = 0;
    for (const [i, file] of files.entries()) {
      const result = results[i];
      if (result === undefined) throw new Error(`A batch must have one result a file; got ${results.length} for ${files.length}`);
      if (result.kind === 'skipped') {
        this.#filling.skipped.push({ path: file.path, reason: result.reason });
        continue;
      }
      const { kind: _, ...facts } = result;
      this.#filling.pixels.set(pixels.subarray(at, at + this.#itemBytes), this.#filling.items.length * this.#itemBytes);
      at += this.#itemBytes;
      this.#filling.items.push({
        path: file.path,
        class: file.class,
        // Where folders do not say it, it is drawn when all items are known.
        split: file.split ?? 'train',
        duplicateOf: null,
        ...facts,
      });
      if (this.#filling.items.length === this.#itemsEach) await this.#write();
    }
  }

  /** Writes what is left; resolves when all is on the disk. */
  async end(): Promise<void> {
    if (this.#filling.items.length > 0 || this.#filling.skipped.length > 0) await this.#write();
    await this.#writing;
  }

  /** Resolves when nothing is being written any more, whether that went well or not. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  async #write(): Promise<void> {
    const full = this.#filling;
    // One at a time; what went wrong with the one before is thrown here.
    await this.#writing;
    this.#filling = this.#empty();
    this.#writing = this.#commit(full, this.#next);
    this.#next += full.items.length;
    this.#writing.catch(() => undefined);
  }

  async #commit({ pixels, items, skipped }: Filling, first: number): Promise<void> {
    const file = shardName(Math.floor(first / this.#itemsEach));
    const content = pixels.subarray(0, items.length * this.#itemBytes);
    const what = { what: `the images of "${this.#dataset.name}"` };
    const written = items.length === 0 ? null : await writeWhole(join(this.#folder, file), content, what);
    const insert = (db: Database) => insertItems(db, this.#dataset.id, items);
    const kept = written === null ? null : { shard: { file, items: items.length, ...written }, insert };
    await keepItems(this.#store, this.#dataset, { kept, skipped });
    this.#spare = pixels;
  }

  #empty(): Filling {
    const pixels = this.#spare ?? Buffer.allocUnsafeSlow(this.#itemsEach * this.#itemBytes);
    this.#spare = null;
    return { pixels, items: [], skipped: [] };
  }
}
