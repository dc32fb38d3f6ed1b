import { asImages } from '#app/data/preprocessing.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { openItems } from '#main/datasets/reader.ts';
import { openCodes, openTexts } from '#main/datasets/texts/codes-source.ts';
import type { ItemSource } from './feed.ts';
import type { WorkerData } from './protocol.ts';

/** Where items come from, to be closed in the end. */
export interface OpenSource extends ItemSource {
  close(): Promise<void>;
}

/** Opens a dataset's items in memory; rejects with dataset-damaged where its files are not what its rows say. */
export function openSource({ folder, preprocessing, prepared, labels }: WorkerData): Promise<OpenSource> {
  if (preprocessing.kind === 'images') return openItems(folder, preprocessing, labels.length);
  return openCodes(folder, prepared ?? '', labels.length);
}

/**
 * The same for a look at some of the items: they stay on the disk, so that a large dataset does not fill the memory. Texts are
 * coded as they were for the model, whatever has been done to the dataset since.
 */
export async function openOnDisk({ folder, preprocessing, labels }: WorkerData, fitted: FittedText | null): Promise<OpenSource> {
  if (fitted !== null) return openTexts(folder, fitted);
  return openItems(folder, asImages(preprocessing), labels.length, 0);
}
