/** How the cells of a table stand in a file. */
export interface Dialect {
  /** One character. */
  delimiter: string;
  /** Whether " surrounds cells that hold delimiters, quotes ("" stands for one) or line breaks; if not, it is a character like any other. */
  quotes: boolean;
}

export interface RecordSink {
  /** A row: the wanted cells (null where it has none), how many it has in all, and the line it begins on, from 1. */
  record(cells: (string | null)[], count: number, line: number): void;
  /** A line that belongs to no row, and why. */
  problem(line: number, reason: string): void;
}

/** A row may have so many characters; longer ones are passed over without being held. */
export const mostCharacters = 4_000_000;

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;
/** Where a record cannot be told before more text is there. */
const more = -1;

/**
 * Reads a table's rows from its text, given in pieces of any size. Every line but the empty ones is part of a record or a problem.
 * A record that cannot be read costs only the line it begins on: those behind a quote that is not closed are likely whole.
 */
export class RecordReader {
  readonly #delimiter: number;
  readonly #quotes: boolean;
  /** For the number of a cell, where it is given; null: every cell in its place. */
  readonly #places: readonly (number | undefined)[] | null;
  readonly #width: number;
  readonly #sink: RecordSink;
  readonly #most: number;
  #rest = '';
  #line = 1;
  /** Within a line that is too long. */
  #passing = false;

  /** `wanted` are the numbers of the cells to give, from 0, in this order; null: all. */
  constructor({ delimiter, quotes }: Dialect, wanted: readonly number[] | null, sink: RecordSink, most = mostCharacters) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quotes = quotes;
    this.#places = wanted === null ? null : Array.from({ length: Math.max(-1, ...wanted) + 1 }, (_, cell) => indexIn(wanted, cell));
    this.#width = wanted?.length ?? 0;
    this.#sink = sink;
    this.#most = most;
  }

  /** Takes the next piece; what is not whole at its end waits, unless it is the last. */
  feed(piece: string, last: boolean): void {
    const text = this.#rest + piece;
    let at = this.#passing ? this.#passLine(text, 0, last) : 0;
    while (at < text.length) {
      const end = this.#record(text, at, last);
      if (end === more) {
        if (text.length - at <= this.#most && !last) break;
        at = this.#giveUp(text, at, last, text.length - at > this.#most);
      } else at = end;
    }
    this.#rest = text.slice(at);
  }

  /** A record too long or with a quote that nothing closes. */
  #giveUp(text: string, at: number, last: boolean, long: boolean): number {
    const severalLines = text.slice(at, at + this.#most).search(/[\r\n]/) >= 0;
    const unclosed = long ? `a quote is not closed within ${this.#most} characters` : 'a quote is not closed';
    this.#sink.problem(this.#line, long && !severalLines ? `a row must have ${this.#most} characters or fewer` : unclosed);
    return this.#passLine(text, at, last);
  }

  /** The end of the line that lies at `at`; it may be in a later piece. */
  #passLine(text: string, at: number, last: boolean): number {
    const end = endOfLine(text, at);
    const after = afterLine(text, end, last);
    this.#passing = end >= text.length || after === more;
    if (!this.#passing) this.#line += 1;
    return after === more ? end : after;
  }

  /** Reads the record at `at`, tells the sink of it, and returns where the next begins. */
  #record(text: string, at: number, last: boolean): number {
    const { length } = text;
    const cells: (string | null)[] = [];
    for (let i = 0; i < this.#width; i += 1) cells.push(null);
    let place = at;
    let count = 0;
    let breaks = 0;
    for (;;) {
      const start = place;
      let doubled = false;
      let quoted = false;
      if (this.#quotes && text.charCodeAt(place) === quote) {
        quoted = true;
        for (let from = place + 1; ; from = place + 2) {
          place = text.indexOf('"', from);
          if (place < 0 || (place + 1 >= length && !last)) return more;
          if (text.charCodeAt(place + 1) !== quote) break;
          doubled = true;
        }
        place += 1;
        const code = text.charCodeAt(place);
        if (place < length && code !== this.#delimiter && code !== lineFeed && code !== carriageReturn) {
          this.#sink.problem(this.#line, 'text follows a closing quote');
          return this.#passLine(text, at, last);
        }
      } else {
        for (; place < length; place += 1) {
          const code = text.charCodeAt(place);
          if (code === this.#delimiter || code === lineFeed || code === carriageReturn) break;
        }
      }
      if (place >= length && !last) return more;
      const to = this.#places === null ? count : this.#places[count];
      count += 1;
      if (quoted) breaks += lineBreaks(text.slice(start, place));
      if (to !== undefined) cells[to] = quoted ? unquoted(text, start, place, doubled) : text.slice(start, place);
      if (place >= length || text.charCodeAt(place) !== this.#delimiter) break;
      place += 1;
    }
    const after = afterLine(text, place, last);
    if (after === more) return more;
    if (place > at) this.#sink.record(cells, count, this.#line);
    this.#line += 1 + breaks;
    return after;
  }
}

function indexIn(values: readonly number[], value: number): number | undefined {
  const index = values.indexOf(value);
  return index < 0 ? undefined : index;
}

function unquoted(text: string, start: number, end: number, doubled: boolean): string {
  const inner = text.slice(start + 1, end - 1);
  return doubled ? inner.replaceAll('""', '"') : inner;
}

function endOfLine(text: string, at: number): number {
  let end = at;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === lineFeed || code === carriageReturn) break;
  }
  return end;
}

/** Behind the line break at `end`; a carriage return at the end of a piece may have its line feed in the next. */
function afterLine(text: string, end: number, last: boolean): number {
  if (text.charCodeAt(end) !== carriageReturn) return Math.min(end + 1, text.length);
  if (end + 1 >= text.length && !last) return more;
  return text.charCodeAt(end + 1) === lineFeed ? end + 2 : end + 1;
}

/** Line breaks in a text: \n, \r\n and \r are one each. */
function lineBreaks(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks += 1;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) {
    if (text.charCodeAt(at + 1) !== lineFeed) breaks += 1;
  }
  return breaks;
}
