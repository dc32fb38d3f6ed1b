import { join } from 'node:path';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { asImages } from '#app/data/preprocessing.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { openColumns } from '#main/datasets/columns/columns-source.ts';
import { readFittedColumns } from '#main/datasets/columns/read-columns.ts';
import { openItems } from '#main/datasets/reader.ts';
import { openCodes, openTexts } from '#main/datasets/texts/codes-source.ts';
import type { ItemSource } from './feed.ts';
import type { WorkerData } from './protocol.ts';

/** Where items come from, to be closed in the end. */
export interface OpenSource extends ItemSource {
  close(): Promise<void>;
}

/** What was fitted to data that needs it. */
export type Fitted = FittedText | FittedColumns;

/** Opens a dataset's items in memory; rejects with dataset-damaged where its files are not what its rows say. */
export async function openSource({ folder, preprocessing, prepared, labels }: WorkerData): Promise<OpenSource> {
  switch (preprocessing.kind) {
    case 'images':
      return openItems(folder, preprocessing, labels.length);
    case 'texts':
      return openCodes(folder, prepared ?? '', labels.length);
    case 'tables':
    case 'series':
      return openColumns(folder, await readFittedColumns(join(folder, prepared ?? '')));
  }
}

/**
 * The same for a look at some of the items: they stay on the disk, so that a large dataset does not fill the memory. Texts are
 * coded as they were for the model, whatever has been done to the dataset since.
 */
export async function openOnDisk({ folder, preprocessing, labels }: WorkerData, fitted: Fitted | null): Promise<OpenSource> {
  if (fitted !== null) return 'inputs' in fitted ? openColumns(folder, fitted) : openTexts(folder, fitted);
  return openItems(folder, asImages(preprocessing), labels.length, 0);
}
