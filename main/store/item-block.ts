import { z } from 'zod';
import type { SplitName } from '#app/data/images.ts';
import { splitParts } from '#app/data/split.ts';
import { bytesOf } from './bytes-of.ts';
import { readJson } from './json.ts';
import type { Row } from './tables.ts';

/** One item; its index is its place among those of its dataset. */
export interface ItemRow {
  /** Relative to the dataset's source, `/` between folders; of a row of a file its "line N". */
  path: string;
  class: number;
  split: SplitName;
  /** In pixels as it came; a text's width is its number of characters, its height 1. */
  width: number;
  height: number;
  /** Of the original file or row. */
  bytes: number;
  modifiedAt: number;
  /** SHA-256 of the original file, empty for a row of a file; and of the pixels as decoded, of a text of the text. */
  hash: string;
  pixels: string;
  duplicateOf: number | null;
}

/** Items in every block but the last. */
export const itemsPerBlock = 4096;
/** In a list of copies: of an item that is none. */
export const noCopy = -1;

type LabelColumns = Pick<Row<'itemBlocks'>, 'items' | 'classes' | 'parts' | 'copies'>;
type FactColumns = Pick<Row<'itemFacts'>, 'digests' | 'facts'>;

/** What changes of a block's items. */
export interface BlockLabels {
  classes: Int32Array<ArrayBuffer>;
  /** Places in `splitParts`. */
  parts: Uint8Array<ArrayBuffer>;
  /** Of each the index of the item it is a copy of, or `noCopy`; null where there is no copy. */
  copies: Int32Array<ArrayBuffer> | null;
}

export const encodeLabels = ({ classes, parts, copies }: BlockLabels): LabelColumns => ({
  items: classes.length,
  classes: bytesOf(classes),
  parts,
  copies: copies === null || copies.every((of) => of === noCopy) ? null : bytesOf(copies),
});

export const decodeLabels = ({ classes, parts, copies }: Omit<LabelColumns, 'items'>): BlockLabels => ({
  classes: numbersOf(classes),
  parts: new Uint8Array(parts),
  copies: copies === null ? null : numbersOf(copies),
});

const texts = z.union([z.string(), z.array(z.string())]);
const numbers = z.union([z.number(), z.array(z.number())]);
/** What stays of items: each a list, or the one value that all of the block have. */
export const blockFacts = z.object({
  path: texts,
  width: numbers,
  height: numbers,
  bytes: numbers,
  modifiedAt: numbers,
  hash: texts,
  /** Where they are no hashes of one length. */
  pixels: texts.optional(),
});

/** Items of a block that the store does not have yet. */
export interface NewBlock extends BlockLabels {
  /** Hashes of pixels or texts back to back, all as long; null where `facts` has them. */
  digests: Uint8Array | null;
  facts: z.infer<typeof blockFacts>;
}

export function blockOfRows(items: readonly ItemRow[]): NewBlock {
  const list = <Name extends keyof ItemRow>(name: Name) => shortened(items.map((item) => item[name]));
  const digests = packedDigests(items);
  return {
    classes: Int32Array.from(items, (item) => item.class),
    parts: Uint8Array.from(items, (item) => splitParts.indexOf(item.split)),
    copies: Int32Array.from(items, (item) => item.duplicateOf ?? noCopy),
    digests,
    facts: {
      path: list('path'),
      width: list('width'),
      height: list('height'),
      bytes: list('bytes'),
      modifiedAt: list('modifiedAt'),
      hash: list('hash'),
      ...(digests === null ? { pixels: list('pixels') } : {}),
    },
  };
}

export const encodeBlock = ({ digests, facts, ...labels }: NewBlock): LabelColumns & FactColumns => ({
  ...encodeLabels(labels),
  digests,
  facts: JSON.stringify(facts),
});

/** `where` names the block in the error of one that is damaged. */
export function decodeItems(row: LabelColumns & FactColumns, where: string): ItemRow[] {
  const { classes, parts, copies } = decodeLabels(row);
  const facts = readJson(blockFacts, row.facts, where);
  const pixels = row.digests === null ? (facts.pixels ?? '') : hexadecimals(row.digests, classes.length);
  const at = <T>(column: T | T[], place: number): T => {
    const value = Array.isArray(column) ? column[place] : column;
    if (value === undefined) throw new Error(`${where} must be of ${classes.length} items`);
    return value;
  };
  return Array.from(classes, (label, place) => {
    const of = copies?.[place] ?? noCopy;
    return {
      path: at(facts.path, place),
      class: label,
      split: splitParts[parts[place] ?? 0] ?? 'train',
      width: at(facts.width, place),
      height: at(facts.height, place),
      bytes: at(facts.bytes, place),
      modifiedAt: at(facts.modifiedAt, place),
      hash: at(facts.hash, place),
      pixels: at(pixels, place),
      duplicateOf: of === noCopy ? null : of,
    };
  });
}

const hexadecimalBytes = /^(?:[0-9a-f]{2})+$/;
/** Whether it is a hash in hexadecimal digits, or the beginning of one. */
export const isHash = (pixels: string): boolean => hexadecimalBytes.test(pixels);

/** Hashes back to back; null where they are none, or of different lengths. */
function packedDigests(items: readonly ItemRow[]): Buffer | null {
  const digits = items[0]?.pixels.length ?? 0;
  if (!items.every(({ pixels }) => pixels.length === digits && isHash(pixels))) return null;
  return Buffer.from(items.map(({ pixels }) => pixels).join(''), 'hex');
}

/** Hashes that stand back to back. */
export function hexadecimals(digests: Uint8Array, items: number): string[] {
  const all = Buffer.from(digests.buffer, digests.byteOffset, digests.length).toString('hex');
  const digits = all.length / items;
  return Array.from({ length: items }, (_, place) => all.slice(place * digits, (place + 1) * digits));
}

const shortened = <T>(values: T[]): T | T[] => {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : values;
};

/** Copied, since a row's bytes may stand at any address. */
const numbersOf = (bytes: Uint8Array): Int32Array<ArrayBuffer> => new Int32Array(new Uint8Array(bytes).buffer);
