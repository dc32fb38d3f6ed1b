import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { splitParts } from '#app/data/split.ts';
import { CodeList } from '#app/data/texts/code-list.ts';
import { createCoder } from '#app/data/texts/coder.ts';
import type { TextFacts } from '#app/data/texts/facts.ts';
import { codeCount, type FittedText, textShape } from '#app/data/texts/fitted.ts';
import { createFitter, type Fitter } from '#app/data/texts/fitter.ts';
import { tokensOfRow } from '#app/data/texts/given-tokens.ts';
import { fittingLength, LengthCounter, type LengthStatistics } from '#app/data/texts/lengths.ts';
import type { TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { unknownCode } from '#app/data/texts/special-tokens.ts';
import { negationsDropped } from '#app/data/texts/stop-words.ts';
import { encodePacked, encodeRows, type Rows } from '#main/datasets/texts/row-file.ts';
import { codesName, fittedName, readCodes, readRows, tagsName, textsName, textsPerFile } from '#main/datasets/texts/text-files.ts';
import { keepVectors } from '#main/datasets/texts/vectors-file.ts';
import { bytesOf } from '#main/store/bytes-of.ts';
import { writeError, writeWhole } from '#main/store/whole-file.ts';

export interface Preparation {
  /** Of the dataset, where its texts lie. */
  folder: string;
  /** Below it: where codes and what was fitted go. */
  prepared: string;
  settings: TextPreprocessing;
  /** A file of pretrained vectors to be read for the vocabulary. */
  vectors: string | null;
}

export interface PreparationEnd {
  /** Of each text the number of its part, in the order of `splitParts`. */
  parts: Uint8Array;
  /** Choose the length so that 95 % of the texts fit. */
  fitLength: boolean;
}

export interface Prepared {
  /** As asked for, with the length that was chosen. */
  settings: TextPreprocessing;
  facts: Omit<TextFacts, 'prepared'>;
  /** Where each token has a tag: how often each tag comes in each part, in the order of `splitParts`. */
  tags: number[][] | null;
}

type Told = (done: number, total: number) => void;

const shownTokens = 50;
const codes = { what: 'the codes of the texts' };

/**
 * Fits to the texts of the training part and codes all of them. Their tokens are looked for once, file by file, as soon as a
 * file is there and before it is known what is trained on: each gets a number, and the numbers become codes in the end.
 */
export class TextPreparation {
  readonly #folder: string;
  readonly #out: string;
  readonly #settings: TextPreprocessing;
  readonly #vectors: string | null;
  readonly #numbering: Fitter;
  /** Files whose tokens have numbers. */
  #files = 0;

  constructor({ folder, prepared, settings, vectors }: Preparation) {
    this.#folder = folder;
    this.#out = join(folder, prepared);
    this.#settings = settings;
    this.#vectors = vectors;
    this.#numbering = createFitter(settings);
  }

  /** Looks for the tokens in the next file of texts. Rejects with dataset-damaged, disk-full or write-failed. */
  async next(): Promise<void> {
    const number = this.#files;
    this.#files += 1;
    // Which parts a word falls into is not known before all are counted.
    if (this.#settings.tokens === 'subwords') return;
    const rows = await readRows(this.#folder, textsName(number));
    const numbers = new CodeList();
    const ends = new Uint32Array(rows.count);
    for (let place = 0; place < rows.count; place += 1) {
      const text = rows.row(place);
      if (this.#given) this.#numbering.addTokens(tokensOfRow(text.toString('utf8')));
      else if (this.#numbering.addAscii(text) === null) this.#numbering.add(text.toString('utf8'));
      numbers.append(this.#numbering.ids());
      ends[place] = numbers.length * Int32Array.BYTES_PER_ELEMENT;
    }
    await mkdir(this.#out, { recursive: true });
    const path = join(this.#out, codesName(number));
    await writeFile(path, encodePacked(bytesOf(numbers.view()), ends)).catch((error: unknown) => {
      throw writeError(error, path, codes.what);
    });
  }

  /**
   * Fits and codes once all files are there. `told` hears how many texts are done, of three times as many as there are.
   * Rejects with vocabulary-empty, as `keepVectors` does, and as `next` does.
   */
  async finish({ parts, fitLength }: PreparationEnd, told: Told): Promise<Prepared> {
    const items = parts.length;
    const training = parts.map((part) => (part === splitParts.indexOf('train') ? 1 : 0));
    const files = Math.ceil(items / textsPerFile);
    const done = (round: number, file: number) => told(round * items + Math.min(items, (file + 1) * textsPerFile), 3 * items);
    for (; this.#files < files; done(0, this.#files - 1)) await this.next();
    const found = await this.#fit(training, (file) => done(1, file));

    await mkdir(this.#out, { recursive: true });
    const recode = this.#numbering.recode(found);
    const coder = createCoder(found);
    const figures = new Figures(training);
    for (let number = 0; number < files; number += 1) {
      const coded =
        recode === null
          ? await this.#textCodes(number, this.#given ? (text) => coder.codesOf(tokensOfRow(text)) : coder.codes, figures)
          : await this.#numberCodes(number, recode, figures);
      await writeWhole(join(this.#out, codesName(number)), coded, codes);
      done(2, number);
    }
    // Codes are of any length, and cut or padded only when they are read: the length may be chosen once all are known.
    const settings = fitLength ? { ...this.#settings, length: fittingLength(this.#settings, figures.lengths) } : this.#settings;
    const fitted = { ...found, settings };
    await writeWhole(join(this.#out, fittedName), JSON.stringify(fitted), { what: 'the vocabulary' });
    const vectors = this.#vectors === null ? null : await keepVectors(this.#out, fitted, this.#vectors);
    const facts = { ...factsOf(fitted), ...figures.facts(), vectors };
    return { settings, facts, tags: this.#given ? await this.#tagCounts(parts) : null };
  }

  /** Whether a file gives the tokens, so that none is looked for. */
  get #given(): boolean {
    return this.#settings.answers === 'tags';
  }

  #count(fitter: Fitter, text: string): void {
    if (this.#given) fitter.addTokens(tokensOfRow(text));
    else fitter.add(text);
  }

  /** How often each tag comes in each part: [part][tag]. */
  async #tagCounts(parts: Uint8Array): Promise<number[][]> {
    const counts: number[][] = splitParts.map(() => []);
    for (let number = 0; number * textsPerFile < parts.length; number += 1) {
      const { rows, codesOf } = await readCodes(this.#folder, tagsName(number));
      for (let place = 0; place < rows.count; place += 1) {
        const part = counts[parts[number * textsPerFile + place] ?? -1] ?? [];
        for (const tag of codesOf(place)) part[tag] = (part[tag] ?? 0) + 1;
      }
    }
    return counts.map((part) => Array.from(part, (count) => count ?? 0));
  }

  /** What the training part teaches: by the numbers of its tokens, or from the texts where these do not tell. */
  async #fit(training: Uint8Array, done: (file: number) => void): Promise<FittedText> {
    const counted = this.#numbering.recount();
    const fitter = counted ? this.#numbering : createFitter(this.#settings);
    for (let number = 0; number * textsPerFile < training.length; number += 1) {
      if (counted) {
        const { rows, codesOf } = await readCodes(this.#out, codesName(number));
        for (let place = 0; place < rows.count; place += 1)
          if (training[number * textsPerFile + place] === 1) fitter.addIds(codesOf(place));
      } else {
        const rows = await readRows(this.#folder, textsName(number));
        for (const [index, text] of textsOf(rows, number)) if (training[index] === 1) this.#count(fitter, text);
      }
      done(number);
    }
    return fitter.finish();
  }

  /** A file of numbers with codes in their place. */
  async #numberCodes(number: number, recode: (numbers: Int32Array) => void, figures: Figures): Promise<Uint8Array> {
    const { rows, codesOf } = await readCodes(this.#out, codesName(number));
    for (let place = 0; place < rows.count; place += 1) {
      const row = codesOf(place);
      recode(row);
      figures.add(number * textsPerFile + place, row);
    }
    return rows.content;
  }

  /** A file of codes from the texts. */
  async #textCodes(number: number, coded: (text: string) => Int32Array, figures: Figures): Promise<Uint8Array> {
    const rows = await readRows(this.#folder, textsName(number));
    const all: Uint8Array[] = [];
    for (const [index, text] of textsOf(rows, number)) {
      const row = coded(text);
      figures.add(index, row);
      all.push(bytesOf(row.slice()));
    }
    return encodeRows(all);
  }
}

/** What is counted while texts are coded. */
class Figures {
  readonly #training: Uint8Array;
  readonly #lengths = new LengthCounter();
  readonly #judged = { tokens: 0, unknown: 0 };
  readonly #learned = { tokens: 0, unknown: 0 };

  constructor(training: Uint8Array) {
    this.#training = training;
  }

  add(index: number, row: Int32Array): void {
    this.#lengths.add(row.length);
    const side = this.#training[index] === 1 ? this.#learned : this.#judged;
    side.tokens += row.length;
    for (const code of row) if (code === unknownCode) side.unknown += 1;
  }

  get lengths(): LengthStatistics {
    return this.#lengths.statistics();
  }

  /** Unknown is told of the texts that nothing was learned from, where there are such. */
  facts(): Pick<TextFacts, 'unknown' | 'lengths'> {
    const { tokens, unknown } = this.#judged.tokens > 0 ? this.#judged : this.#learned;
    return { unknown: unknown / Math.max(1, tokens), lengths: this.lengths };
  }
}

function factsOf(fitted: FittedText): Omit<TextFacts, 'prepared' | 'unknown' | 'lengths' | 'vectors'> {
  const { settings } = fitted;
  return {
    codes: codeCount(fitted),
    shape: textShape(fitted),
    tokens: fitted.tokens,
    frequent: fitted.words
      .map((token, place) => ({ token, count: fitted.counts[place] ?? 0 }))
      .sort((one, other) => other.count - one.count)
      .slice(0, shownTokens),
    droppedNegations: settings.stopWords ? negationsDropped(settings.language).slice(0, 20) : [],
  };
}

/** Texts of a file with their index in the dataset. */
function* textsOf(rows: Rows, number: number): Generator<[index: number, text: string]> {
  for (let place = 0; place < rows.count; place += 1) yield [number * textsPerFile + place, rows.row(place).toString('utf8')];
}
