import { type FileHandle, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { channelCount, type ImagePreprocessing } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import type { Inputs } from '#main/engine/engine.ts';
import { itemBytes, itemsPerShard, shardName } from './shards.ts';

/** A dataset's decoded items, by index. */
export interface ItemReader {
  /** [height, width, channels] of every item. */
  readonly shape: readonly [height: number, width: number, channels: number];
  readonly items: number;
  make(length: number): Uint8Array;
  /** Copies the items' uint8 pixels one after another into `into`, [items, height, width, channels]. */
  gather(items: ArrayLike<number>, into: Inputs): void | Promise<void>;
  close(): Promise<void>;
}

/** Up to so many bytes of shards are held in memory; beyond, items are read as they are asked for. */
const heldBytes = 2e9;

/**
 * Opens the shards in a dataset's folder; `items` is how many its rows say there are. Rejects with dataset-damaged where the
 * files do not hold exactly these.
 */
export async function openItems(folder: string, preprocessing: ImagePreprocessing, items: number, held = heldBytes): Promise<ItemReader> {
  const size = itemBytes(preprocessing);
  const itemsEach = itemsPerShard(preprocessing);
  const files = Array.from({ length: Math.ceil(items / itemsEach) }, (_, number) => ({
    path: join(folder, shardName(number)),
    name: shardName(number),
    bytes: Math.min(itemsEach, items - number * itemsEach) * size,
  }));
  for (const { path, name, bytes } of files) {
    const found = await stat(path).catch(() => null);
    if (found === null) throw appError('dataset-damaged', { folder, problem: `${name} is missing` });
    if (found.size !== bytes) throw appError('dataset-damaged', { folder, problem: `${name} must have ${bytes} bytes; got ${found.size}` });
  }
  const shape = [preprocessing.height, preprocessing.width, channelCount[preprocessing.channels]] as const;
  const source = items * size <= held ? await inMemory(files, size, itemsEach) : await onDisk(files, size, itemsEach);
  return { shape, items, make: (length) => new Uint8Array(length), ...source };
}

type Source = Pick<ItemReader, 'gather' | 'close'>;
type Files = readonly { path: string }[];

async function inMemory(files: Files, size: number, itemsEach: number): Promise<Source> {
  let shards = await Promise.all(files.map(({ path }) => readFile(path)));
  return {
    gather(items, into) {
      for (let place = 0; place < items.length; place += 1) {
        const item = items[place] ?? 0;
        const at = (item % itemsEach) * size;
        const shard = shards[Math.floor(item / itemsEach)];
        if (shard === undefined || at + size > shard.length) throw new RangeError(`There is no item ${item}`);
        into.set(shard.subarray(at, at + size), place * size);
      }
    },
    async close() {
      shards = [];
    },
  };
}

async function onDisk(files: Files, size: number, itemsEach: number): Promise<Source> {
  const handles: FileHandle[] = [];
  for (const { path } of files) handles.push(await open(path));
  return {
    async gather(items, into) {
      await Promise.all(
        Array.from(items, async (item, place) => {
          const handle = handles[Math.floor(item / itemsEach)];
          const { bytesRead } = (await handle?.read(into, place * size, size, (item % itemsEach) * size)) ?? { bytesRead: 0 };
          if (bytesRead !== size) throw new RangeError(`There is no item ${item}`);
        }),
      );
    },
    async close() {
      await Promise.all(handles.splice(0).map((handle) => handle.close()));
    },
  };
}

/** The pixels of one item, [height, width, channels]; null where the shard does not hold it any more. */
export async function readItem(folder: string, preprocessing: ImagePreprocessing, index: number): Promise<Uint8Array | null> {
  const size = itemBytes(preprocessing);
  const itemsEach = itemsPerShard(preprocessing);
  const handle = await open(join(folder, shardName(Math.floor(index / itemsEach)))).catch(() => null);
  if (handle === null) return null;
  try {
    const pixels = new Uint8Array(size);
    const { bytesRead } = await handle.read(pixels, 0, size, (index % itemsEach) * size);
    return bytesRead === size ? pixels : null;
  } finally {
    await handle.close();
  }
}
