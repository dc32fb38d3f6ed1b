import { appError } from '../../../errors.ts';
import { codeCount, type FittedText } from '../fitted.ts';
import { specialTokens } from '../special-tokens.ts';
import { fieldCount, headerOf, readNumbers, splitLine } from './line.ts';
import { linesOf, longestLine, type TextChunks } from './lines.ts';

/** Numbers that all vectors of a vocabulary may have together: 1 GB as float32. */
const mostNumbers = 2 ** 28;

/** Pretrained vectors of the vocabulary's words. */
export interface WordVectors {
  dimension: number;
  /** [codes, dimension]; rows of words that the file lacks, and of special tokens, are 0. */
  vectors: Float32Array<ArrayBuffer>;
  /** 1 for each code that the file has a vector of. */
  found: Uint8Array<ArrayBuffer>;
  /** Shares from 0 to 1: of the vocabulary's words, and of their occurrences in the texts, that have a vector. */
  coverage: { words: number; occurrences: number };
  /** Lines read, the header left out. */
  lines: number;
}

/**
 * Reads the vectors of `fitted`'s words out of a file of any size, as text: GloVe, word2vec or FastText (.vec). `file` is its
 * name, for errors. Throws `vectors-unreadable` at the first line of another dimension or without numbers, `vectors-empty`,
 * `vectors-too-many`.
 */
export async function readVectors(chunks: TextChunks, fitted: FittedText, file: string): Promise<WordVectors> {
  const reader = new VectorReader(fitted, file);
  for await (const lines of linesOf(chunks)) for (const line of lines) reader.read(line);
  return reader.result();
}

class VectorReader {
  #line = 0;
  #headers = 0;
  #dimension = 0;
  #vectors = new Float32Array(0);
  readonly #found: Uint8Array<ArrayBuffer>;
  readonly #codes: ReadonlyMap<string, number>;
  readonly #fitted: FittedText;
  readonly #file: string;

  constructor(fitted: FittedText, file: string) {
    const first = specialTokens(fitted.settings).length;
    this.#codes = new Map(fitted.words.map((word, place) => [word, first + place]));
    this.#found = new Uint8Array(codeCount(fitted));
    this.#fitted = fitted;
    this.#file = file;
  }

  read(line: string | null): void {
    this.#line += 1;
    if (line === null) throw this.#unreadable(`has more than ${longestLine} characters`);
    if (line.trim() === '') return this.#skip();
    if (this.#dimension === 0) {
      const header = this.#line === 1 ? headerOf(line) : null;
      this.#start(header?.dimension ?? fieldCount(line) - 1);
      if (header !== null) return this.#skip();
    }
    const parts = splitLine(line, this.#dimension);
    if (parts === null) throw this.#unreadable(`has ${fieldCount(line) - 1} numbers, not ${this.#dimension}`);
    const code = this.#codes.get(parts.word);
    if (code === undefined || this.#found[code] === 1) return;
    if (!readNumbers(parts.numbers, this.#vectors, code * this.#dimension)) throw this.#unreadable('has something else than numbers');
    this.#found[code] = 1;
  }

  result(): WordVectors {
    if (this.#line === this.#headers) throw appError('vectors-empty', { file: this.#file });
    return {
      dimension: this.#dimension,
      vectors: this.#vectors,
      found: this.#found,
      coverage: this.#coverage(),
      lines: this.#line - this.#headers,
    };
  }

  /** Lines that are no vectors: the header, and empty ones. */
  #skip(): void {
    this.#headers += 1;
  }

  #start(dimension: number): void {
    if (dimension < 1) throw this.#unreadable('has no numbers');
    const codes = this.#found.length;
    if (codes * dimension > mostNumbers) {
      throw appError('vectors-too-many', { file: this.#file, codes, dimension, most: mostNumbers });
    }
    this.#dimension = dimension;
    this.#vectors = new Float32Array(codes * dimension);
  }

  #coverage(): WordVectors['coverage'] {
    const { words, counts, settings } = this.#fitted;
    const first = specialTokens(settings).length;
    let [found, occurrences, all] = [0, 0, 0];
    for (const [place, count] of counts.entries()) {
      all += count;
      if (this.#found[first + place] !== 1) continue;
      found += 1;
      occurrences += count;
    }
    return { words: words.length === 0 ? 0 : found / words.length, occurrences: all === 0 ? 0 : occurrences / all };
  }

  #unreadable(problem: string) {
    return appError('vectors-unreadable', { file: this.#file, line: this.#line, problem });
  }
}
