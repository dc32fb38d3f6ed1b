import type { TextPieces } from './source.ts';
import { textProblem } from './values.ts';

export interface PieceSink {
  /** A piece and the line it begins on. */
  piece(text: string, line: number): void;
  problem(line: number, reason: string): void;
}

/** Characters that a network reads at a time, and a line that is no longer than this may be a text by itself. */
const usualCharacters = 128;
const longLine = 200;
/** In prose an empty line follows every few others; more lines without one are a list. */
const fewEmpty = 0.05;

/** How a long text is parted unless somebody knows better: a list by its lines, prose by its paragraphs, a few words at a time. */
export function usualPieces(head: string): TextPieces {
  const lines = head.split(/\r\n|\n|\r/, 10_000).map((line) => line.trim());
  const filled = lines.filter((line) => line !== '');
  const isList =
    filled.length > 1 &&
    lines.length - filled.length <= fewEmpty * lines.length + 1 &&
    filled.filter((line) => line.length > longLine).length <= fewEmpty * filled.length;
  return isList ? { by: 'line', mostCharacters: longLine } : { by: 'paragraph', mostCharacters: usualCharacters };
}

/** Puts lines together to paragraphs, or leaves them, and cuts what is too long, behind a space where there is one near. */
export class Pieces {
  readonly #by: 'line' | 'paragraph';
  readonly #most: number;
  readonly #sink: PieceSink;
  #text = '';
  #line = 0;
  /** The line before goes on. */
  #open = false;

  constructor({ by, mostCharacters }: TextPieces, sink: PieceSink) {
    this.#by = by;
    this.#most = Math.max(2, mostCharacters);
    this.#sink = sink;
  }

  /** `cut`: the line goes on with the next call. */
  line(text: string, number: number, cut: boolean): void {
    const joined = this.#open;
    this.#open = cut;
    if (text.trim() === '' && !joined && !cut) return this.end();
    const problem = textProblem(text);
    if (problem !== null) return this.#sink.problem(number, problem);
    if (this.#text === '') this.#line = number;
    else if (!joined) this.#text += '\n';
    this.#text += text;
    while (this.#text.length > this.#most) this.#cut(number);
    if (this.#by === 'line' && !cut) this.end();
  }

  end(): void {
    if (this.#text.trim() !== '') this.#sink.piece(this.#text, this.#line);
    this.#text = '';
  }

  #cut(number: number): void {
    const near = Math.max(this.#text.lastIndexOf(' ', this.#most - 1), this.#text.lastIndexOf('\n', this.#most - 1)) + 1;
    const hard = /[\uD800-\uDBFF]/.test(this.#text.charAt(this.#most - 1)) ? this.#most - 1 : this.#most;
    const at = near > this.#most / 2 ? near : hard;
    const piece = this.#text.slice(0, at);
    if (piece.trim() !== '') this.#sink.piece(piece, this.#line);
    this.#text = this.#text.slice(at);
    this.#line = number;
  }
}
