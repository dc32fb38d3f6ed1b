import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { channelCount } from '#app/data/images.ts';
import type { ItemSource } from './feed.ts';
import type { WorkerData } from './protocol.ts';

/** Opens a dataset's pixels. */
export async function openSource({ folder, preprocessing }: WorkerData): Promise<ItemSource> {
  const { width, height, channels } = preprocessing;
  const shape = [height, width, channelCount[channels]] as const;
  const names = (await readdir(folder)).filter((name) => name.startsWith('shard-')).sort();
  const all = Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))));
  const size = shape[0] * shape[1] * shape[2];
  return {
    shape,
    gather(items, into) {
      for (const [place, item] of items.entries()) into.set(all.subarray(item * size, (item + 1) * size), place * size);
    },
  };
}
