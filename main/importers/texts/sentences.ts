import { LineReader, wholeLines } from './lines.ts';
import { isDocumentStart, splitLine, type TagFormat } from './tag-format.ts';

export interface SentenceSink {
  /** The tokens of a sentence with the lines they stand on; `line` is that of the first. */
  sentence(rows: { cells: string[]; line: number }[], line: number): void;
  /** A sentence that cannot be taken, by its first line. */
  problem(line: number, reason: string): void;
}

/** Longer ones are no sentences: the empty lines between them are missing. */
export const mostTokens = 10_000;
const mostLineCharacters = 100_000;

/** Reads sentences from text that comes in pieces. A line that does not fit costs its sentence, since its tags would be shifted. */
export class SentenceReader {
  readonly #format: TagFormat;
  readonly #sink: SentenceSink;
  readonly #lines: LineReader;
  #rows: { cells: string[]; line: number }[] = [];
  /** The sentence's first line, 0 between sentences. */
  #start = 0;
  #tokens = 0;
  #problem: string | null = null;

  constructor(format: TagFormat, sink: SentenceSink) {
    this.#format = format;
    this.#sink = sink;
    const long = (number: number) => this.#refuse(number, `line ${number} must have ${mostLineCharacters} characters or fewer`);
    this.#lines = new LineReader(wholeLines({ line: (text, number) => this.#line(text, number), long }), mostLineCharacters);
  }

  feed(piece: string, last: boolean): void {
    this.#lines.feed(piece, last);
    if (last) this.#end();
  }

  #line(text: string, number: number): void {
    if (text.trim() === '' || isDocumentStart(text)) return this.#end();
    const { names, separator, universal } = this.#format;
    const cells = splitLine(text, separator);
    // "#" may be a token, too: then it has its columns.
    const comment =
      text.startsWith('#') && (cells.length !== names.length || (separator === null && this.#start === 0 && text.startsWith('# ')));
    if (comment || (universal && /^\d+[-.]\d+$/.test(cells[0] ?? ''))) return;
    if (cells.length !== names.length) return this.#refuse(number, `line ${number} must have ${names.length} columns; got ${cells.length}`);
    if (this.#start === 0) this.#start = number;
    this.#tokens += 1;
    if (this.#tokens > mostTokens)
      return this.#refuse(number, `a sentence must have ${mostTokens} tokens or fewer, and an empty line behind it`);
    if (this.#problem === null) this.#rows.push({ cells, line: number });
  }

  #refuse(number: number, reason: string): void {
    if (this.#start === 0) this.#start = number;
    this.#problem ??= reason;
    this.#rows = [];
  }

  #end(): void {
    if (this.#start !== 0) {
      if (this.#problem === null) this.#sink.sentence(this.#rows, this.#start);
      else this.#sink.problem(this.#start, this.#problem);
    }
    this.#rows = [];
    this.#start = 0;
    this.#tokens = 0;
    this.#problem = null;
  }
}
