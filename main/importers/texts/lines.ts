/** Lines may be longer: they are then given in parts of so many characters. */
export const mostInPart = 1_000_000;

export interface LineSink {
  /** A line without its break, and its number from 1; `cut`: it goes on with the next call. */
  line(text: string, number: number, cut: boolean): void;
}

const surrogateStart = /[\uD800-\uDBFF]$/;

/** Reads the lines of a text that comes in pieces of any size; \n, \r\n and \r end one. */
export class LineReader {
  readonly #sink: LineSink;
  readonly #most: number;
  #rest = '';
  #number = 1;

  constructor(sink: LineSink, most = mostInPart) {
    this.#sink = sink;
    this.#most = most;
  }

  feed(piece: string, last: boolean): void {
    const text = this.#rest + piece;
    const breaks = /\r\n|\n|\r/g;
    let at = 0;
    for (let found = breaks.exec(text); found !== null; found = breaks.exec(text)) {
      // Its line feed may come with the next piece.
      if (!last && found[0] === '\r' && breaks.lastIndex === text.length) break;
      at = this.#parts(text, at, found.index);
      this.#sink.line(text.slice(at, found.index), this.#number, false);
      at = breaks.lastIndex;
      this.#number += 1;
    }
    if (!last) at = this.#parts(text, at, text.length - 1);
    else if (at < text.length) {
      at = this.#parts(text, at, text.length);
      this.#sink.line(text.slice(at), this.#number, false);
      at = text.length;
    }
    this.#rest = text.slice(at);
  }

  /** Gives all of a long line but its last part; where that begins. */
  #parts(text: string, from: number, end: number): number {
    let at = from;
    while (end - at > this.#most) {
      const part = text.slice(at, at + this.#most);
      const whole = surrogateStart.test(part) ? part.slice(0, -1) : part;
      this.#sink.line(whole, this.#number, true);
      at += whole.length;
    }
    return at;
  }
}

/** Gives whole lines only: one that comes in parts is told once, as too long. */
export function wholeLines(sink: { line(text: string, number: number): void; long(number: number): void }): LineSink {
  let passed = 0;
  return {
    line(text, number, cut) {
      if (cut && passed !== number) sink.long(number);
      if (cut) passed = number;
      else if (passed !== number) sink.line(text, number);
    },
  };
}
