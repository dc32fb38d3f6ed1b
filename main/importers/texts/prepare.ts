import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { splitParts } from '#app/data/split.ts';
import { createCoder } from '#app/data/texts/coder.ts';
import type { TextFacts } from '#app/data/texts/facts.ts';
import { codeCount, textShape } from '#app/data/texts/fitted.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { tokensOfRow } from '#app/data/texts/given-tokens.ts';
import { LengthCounter, type LengthStatistics } from '#app/data/texts/lengths.ts';
import type { TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { unknownCode } from '#app/data/texts/special-tokens.ts';
import { negationsDropped } from '#app/data/texts/stop-words.ts';
import { encodeRows, type Rows } from '#main/datasets/texts/row-file.ts';
import { bytesOf, codesName, fittedName, numbersOf, readRows, tagsName, textsName, textsPerFile } from '#main/datasets/texts/text-files.ts';
import { writeWhole } from '#main/store/whole-file.ts';

export interface Preparation {
  /** Of the dataset, where its texts lie. */
  folder: string;
  /** Below it: where codes and what was fitted go. */
  prepared: string;
  settings: TextPreprocessing;
  /** Choose the length so that 95 % of the texts fit. */
  fitLength: boolean;
  /** Of each text the number of its part, in the order of `splitParts`. */
  parts: Uint8Array;
}

export interface Prepared {
  /** As asked for, with the length that was chosen. */
  settings: TextPreprocessing;
  facts: Omit<TextFacts, 'prepared'>;
  /** Where each token has a tag: how often each tag comes in each part, in the order of `splitParts`. */
  tags: number[][] | null;
}

const shownTokens = 50;
/** A chosen length: enough for a network to read, and few enough that a step does not take seconds. */
const leastLength = 4;
const mostLength = 512;

/**
 * Fits to the texts of the training part and codes all of them. `told` hears how many texts were read, of twice as many as
 * there are. Throws vocabulary-empty, dataset-damaged, disk-full or write-failed.
 */
export async function prepareTexts(
  { folder, prepared, settings: asked, fitLength, parts }: Preparation,
  told: (done: number, total: number) => void,
): Promise<Prepared> {
  const items = parts.length;
  const training = (index: number) => splitParts[parts[index] ?? -1] === 'train';
  const given = asked.answers === 'tags';
  const files = Math.ceil(items / textsPerFile);
  const total = 2 * items;
  const fitter = createFitter(asked);
  for (let number = 0; number < files; number += 1) {
    const rows = await readRows(folder, textsName(number));
    for (const [index, text] of textsOf(rows, number)) {
      if (!training(index)) continue;
      if (given) fitter.addTokens(tokensOfRow(text));
      else fitter.add(text);
    }
    told(number * textsPerFile + rows.count, total);
  }
  const found = fitter.finish();

  const out = join(folder, prepared);
  await mkdir(out, { recursive: true });
  const coder = createCoder(found);
  const lengths = new LengthCounter();
  const judged = { known: 0, unknown: 0 };
  const learned = { known: 0, unknown: 0 };
  for (let number = 0; number < files; number += 1) {
    const rows = await readRows(folder, textsName(number));
    const coded: Uint8Array[] = [];
    const counts = new Uint32Array(rows.count);
    for (const [index, text] of textsOf(rows, number)) {
      const codes = (given ? coder.codesOf(tokensOfRow(text)) : coder.codes(text)).slice();
      lengths.add(codes.length);
      counts[index % textsPerFile] = codes.length;
      const side = training(index) ? learned : judged;
      for (const code of codes) side[code === unknownCode ? 'unknown' : 'known'] += 1;
      coded.push(bytesOf(codes));
    }
    await writeWhole(join(out, codesName(number)), encodeRows(coded), { what: 'the codes of the texts' });
    told(items + number * textsPerFile + rows.count, total);
  }
  // Codes are of any length, and cut or padded only when they are read: the length may be chosen once all are known.
  const settings = fitLength ? { ...asked, length: fittingLength(asked, lengths.statistics()) } : asked;
  const fitted = { ...found, settings };
  await writeWhole(join(out, fittedName), JSON.stringify(fitted), { what: 'the vocabulary' });

  const counted = judged.known + judged.unknown > 0 ? judged : learned;
  const facts = {
    codes: codeCount(fitted),
    shape: textShape(fitted),
    tokens: fitted.tokens,
    unknown: counted.unknown / Math.max(1, counted.known + counted.unknown),
    lengths: lengths.statistics(),
    frequent: fitted.words
      .map((token, place) => ({ token, count: fitted.counts[place] ?? 0 }))
      .sort((one, other) => other.count - one.count)
      .slice(0, shownTokens),
    droppedNegations: settings.stopWords ? negationsDropped(settings.language).slice(0, 20) : [],
    vectors: null,
  };
  return { settings, facts, tags: given ? await tagCounts(folder, files, parts) : null };
}

/** How often each tag comes in each part: [part][tag]. */
async function tagCounts(folder: string, files: number, parts: Uint8Array): Promise<number[][]> {
  const counts: number[][] = splitParts.map(() => []);
  for (let number = 0; number < files; number += 1) {
    const rows = await readRows(folder, tagsName(number));
    for (let place = 0; place < rows.count; place += 1) {
      const part = counts[parts[number * textsPerFile + place] ?? -1] ?? [];
      for (const tag of numbersOf(rows, place)) part[tag] = (part[tag] ?? 0) + 1;
    }
  }
  return counts.map((part) => Array.from(part, (count) => count ?? 0));
}

/** Room for all words that want a tag, else for what 95 % of the texts have, and for the tokens that go around them; the last one is only an answer where the next is learned. */
function fittingLength(
  { startEnd, answers }: TextPreprocessing,
  { suggested, most }: Pick<LengthStatistics, 'suggested' | 'most'>,
): number {
  const held = answers === 'tags' ? most : suggested;
  return Math.min(mostLength, Math.max(leastLength, held + (startEnd ? 2 : 0) - (answers === 'next' ? 1 : 0)));
}

/** Texts of a file with their index in the dataset. */
function* textsOf(rows: Rows, number: number): Generator<[index: number, text: string]> {
  for (let place = 0; place < rows.count; place += 1) yield [number * textsPerFile + place, rows.row(place).toString('utf8')];
}
