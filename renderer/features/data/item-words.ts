import type { DataKind } from '#app/data/preprocessing.ts';

/** What an item is called, and what it was read from, by the kind of data. */
export const itemWords: Readonly<Record<DataKind, { one: string; many: string; source: string; sources: string }>> = {
  images: { one: 'image', many: 'images', source: 'file', sources: 'files' },
  texts: { one: 'text', many: 'texts', source: 'row', sources: 'rows' },
};
