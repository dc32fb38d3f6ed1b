import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openTexts } from '#main/importers/texts/index.ts';
import { type ReadBatch, unpacked } from '#main/importers/texts/packed.ts';
import type { Place, ReadOptions, RowBatch, SkippedRow, TextLook, TextShape } from '#main/importers/texts/source.ts';
import { drawn } from './drawn.ts';
import { temporaryFolder } from './workspace.ts';

/** All rows of a source, as they were given. */
export interface AllRows {
  rows: { place: Place; text: string | string[]; label: string | string[] | null; part?: string | null }[];
  skipped: SkippedRow[];
}

/** Puts batches together. */
export async function gathered(batches: AsyncIterable<RowBatch | ReadBatch>): Promise<AllRows> {
  const all: AllRows = { rows: [], skipped: [] };
  for await (const { places, texts: given, labels, parts, skipped } of batches) {
    const texts = Array.isArray(given) ? given : unpacked(given);
    places.forEach((place, i) => {
      all.rows.push({ place, text: texts[i] ?? '', label: labels[i] ?? null, ...(parts === null ? {} : { part: parts[i] ?? null }) });
    });
    all.skipped.push(...skipped);
  }
  return all;
}

/** Writes a file into a folder of its own. */
export function textFile(name: string, content: string | Uint8Array): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return path;
}

/** Reads all rows of a path in this process. */
export async function readTexts(path: string, options: ReadOptions = {}, shape: TextShape = {}): Promise<AllRows> {
  const source = await openTexts(path, shape);
  return gathered(source.rows(options, new AbortController().signal, () => undefined));
}

/** Looks at a path in this process. */
export async function lookAt(path: string, shape: TextShape = {}): Promise<TextLook> {
  return (await openTexts(path, shape)).look(20_000);
}

/** What a row needs no more than: text and label. */
export const pairs = ({ rows }: AllRows): unknown[] => rows.map((row) => [row.text, row.label]);
/** Place and reason of what was skipped. */
export const reasons = ({ skipped }: AllRows): unknown[] =>
  skipped.map(({ place, column, reason }) => (column === null ? [place, reason] : [place, column, reason]));

const words =
  'the film was a really great, terrible "boring" café and I loved hated it because actors played wonderful story plot twist bad good scene'.split(
    ' ',
  );

/** Writes a CSV of reviews, from a seed, in pieces: id, review, sentiment. Returns its bytes. */
export function writeReviews(path: string, rows: number, seed = 7): number {
  const random = drawn(seed);
  const file = openSync(path, 'w');
  let bytes = writeSync(file, 'id,review,sentiment\n');
  let text = '';
  for (let i = 0; i < rows; i += 1) {
    const review = Array.from({ length: random.whole(10, 40) }, () => words[random.whole(0, words.length - 1)]).join(
      i % 50 === 0 ? '\n' : ' ',
    );
    text += `${i},"${review.replaceAll('"', '""')}",${random.pick(['good', 'bad'])}\n`;
    if (text.length < 2 ** 20 && i < rows - 1) continue;
    bytes += writeSync(file, text);
    text = '';
  }
  closeSync(file);
  return bytes;
}
