import { answersOf, type DataKind, type Preprocessing } from './preprocessing.ts';

/** What an item of the data is called: "12 images", "410 texts/s", "multiply-adds a text". */
export interface ItemWords {
  one: string;
  many: string;
  /** With its article. */
  a: string;
}

const words: Readonly<Record<DataKind, ItemWords>> = {
  images: { one: 'image', many: 'images', a: 'an image' },
  texts: { one: 'text', many: 'texts', a: 'a text' },
  tables: { one: 'row', many: 'rows', a: 'a row' },
  series: { one: 'window', many: 'windows', a: 'a window' },
};

/** The words for a kind of data; of one that is not known (yet), "item". */
export const itemWords = (kind: DataKind | undefined): ItemWords =>
  kind === undefined ? { one: 'item', many: 'items', a: 'an item' } : words[kind];

/** The words for the items of data that is prepared so: texts whose words have tags are sentences. */
export const dataWords = (given: Preprocessing | undefined): ItemWords =>
  given !== undefined && answersOf(given) === 'tags' ? { one: 'sentence', many: 'sentences', a: 'a sentence' } : itemWords(given?.kind);
