import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '#app/errors.ts';
import { itemsPerBlock } from '#main/store/item-block.ts';
import { decodeRows, type Rows } from './row-file.ts';

/** Texts in every file but the last: those of a block of items. */
export const textsPerFile = itemsPerBlock;

/** Name of file `number` of the texts as they came, UTF-8. */
export const textsName = (number: number): string => `texts-${String(number).padStart(5, '0')}.rows`;
/** Name of file `number` of the tags of their tokens, int32, where each token has one. */
export const tagsName = (number: number): string => `tags-${String(number).padStart(5, '0')}.rows`;
/** Name of file `number` of their codes, int32, in the folder they were prepared in. */
export const codesName = (number: number): string => `codes-${String(number).padStart(5, '0')}.rows`;
/** Name of what was fitted, beside the codes. */
export const fittedName = 'fitted.json';

/** Reads one file of rows whole. Rejects with dataset-damaged. */
export async function readRows(folder: string, name: string): Promise<Rows> {
  const content = await readFile(join(folder, name)).catch(() => null);
  if (content === null) throw appError('dataset-damaged', { folder, problem: `${name} is missing` });
  return decodeRows(content, name, folder);
}

/** Whole numbers of row `place`, copied: a row may stand at an odd address, where they cannot be read in place. */
export function numbersOf(rows: Rows, place: number): Int32Array<ArrayBuffer> {
  const row = rows.row(place);
  return new Int32Array(new Uint8Array(row).buffer);
}

/** Reads one file of codes; each row can be changed in place, and with it the content. Rejects with dataset-damaged. */
export async function readCodes(folder: string, name: string): Promise<{ rows: Rows; codesOf(place: number): Int32Array }> {
  const read = await readRows(folder, name);
  // In memory of its own, whole numbers stand where they can be read in place.
  const rows = read.content.byteOffset % 4 === 0 ? read : decodeRows(Buffer.from(new Uint8Array(read.content).buffer), name, folder);
  return {
    rows,
    codesOf(place) {
      const { buffer, byteOffset, byteLength } = rows.row(place);
      return new Int32Array(buffer, byteOffset, byteLength / 4);
    },
  };
}

/** Some of a dataset's texts, by index, whole. Rejects with dataset-damaged. */
export const readTexts = (folder: string, indices: readonly number[]): Promise<string[]> =>
  readSome(folder, textsName, indices, (rows, place) => rows.row(place).toString('utf8'));

/** The tags of some of a dataset's texts, by index, one a token. Rejects with dataset-damaged. */
export const readTags = (folder: string, indices: ArrayLike<number>): Promise<Int32Array[]> =>
  readSome(folder, tagsName, Array.from(indices), numbersOf);

async function readSome<T>(
  folder: string,
  name: (number: number) => string,
  indices: readonly number[],
  of: (rows: Rows, place: number) => T,
): Promise<T[]> {
  const files = new Map<number, Rows>();
  const found: T[] = [];
  for (const index of indices) {
    const number = Math.floor(index / textsPerFile);
    const rows = files.get(number) ?? (await readRows(folder, name(number)));
    files.set(number, rows);
    found.push(of(rows, index % textsPerFile));
  }
  return found;
}
