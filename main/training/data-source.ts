import { type ItemReader, openItems } from '#main/datasets/reader.ts';
import type { WorkerData } from './protocol.ts';

/** Opens a dataset's pixels; rejects with dataset-damaged where its shards are not what its rows say. */
export const openSource = ({ folder, preprocessing, labels }: WorkerData): Promise<ItemReader> =>
  openItems(folder, preprocessing, labels.length);

/** The same for a look at some of the items: they stay on the disk, so that a large dataset does not fill the memory. */
export const openOnDisk = ({ folder, preprocessing, labels }: WorkerData): Promise<ItemReader> =>
  openItems(folder, preprocessing, labels.length, 0);
