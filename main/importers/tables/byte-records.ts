import { type Dialect, mostCharacters } from '../texts/records.ts';
import type { SkippedRow } from '../texts/source.ts';
import { type CellReader, carriageReturn, cellText, lineFeed, slow } from './cell-reader.ts';
import type { PlannedColumn } from './column-plan.ts';
import { type ReadRows, skippedCell } from './read-rows.ts';

const quote = 34;
/** Where a record cannot be told before more bytes are there. */
const more = -1;
/** No byte. */
const none = -1;

const mostRows = 4096;
const mostCells = 2 ** 17;
/**
 * Rows that one call reads. V8 would optimise a long loop while it runs, without knowing what comes behind it, and leave that code again at
 * each end of the loop.
 */
const rowsAtOnce = 256;
/** Line feeds behind what was given, so that no cell that is read runs past the end. */
const spare = 32;

/** Whether a table can be read by its bytes: none of a character of several is a delimiter. */
export const isByBytes = ({ delimiter }: Dialect): boolean => delimiter.charCodeAt(0) < 0x80;

/**
 * Reads the rows of a table from its bytes, UTF-8, given in pieces of any size: the same rows that RecordReader finds in its text, and
 * several times as fast. Most have their cells read where they stand; one that is written in another way is found cell by cell.
 */
export class ByteRecords {
  readonly #quotes: boolean;
  readonly #delimiter: number;
  readonly #columns: readonly PlannedColumn[];
  readonly #readers: readonly CellReader[];
  readonly #skip: (row: SkippedRow) => void;
  readonly #most: number;
  readonly #mostRows: number;
  /** Cells of the record under way, without their quotes, and those whose quotes are doubled. */
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #doubled: number[] = [];
  readonly #free: Float64Array<ArrayBuffer>[] = [];
  #batch: ReadRows;
  #header = false;
  #bytes = Buffer.alloc(spare);
  #at = 0;
  #end = 0;
  /** Behind the last line that is whole. */
  #plainEnd = 0;
  #last = false;
  #line = 1;
  /** Within a line that is too long or was given up. */
  #passing = false;

  /** `skip` is told of each line that is part of no row. */
  constructor({ delimiter, quotes }: Dialect, columns: readonly PlannedColumn[], skip: (row: SkippedRow) => void, most = mostCharacters) {
    this.#quotes = quotes;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#columns = columns;
    this.#readers = columns.map(({ reader }) => reader);
    this.#skip = skip;
    this.#most = most;
    this.#mostRows = Math.max(1, Math.min(mostRows, Math.floor(mostCells / columns.length)));
    this.#starts = new Int32Array(columns.length);
    this.#ends = new Int32Array(columns.length);
    this.#batch = this.#emptyBatch();
  }

  /** Begins anew at a line, with a row of names or without. */
  begin(header: boolean, line = 1): void {
    this.#header = header;
    this.#line = line;
    this.#at = 0;
    this.#end = 0;
    this.#passing = false;
    this.#last = false;
  }

  /** The line that comes next. */
  get line(): number {
    return this.#line;
  }

  /** Whether all that was fed has been given or told. */
  get isDone(): boolean {
    return this.#at >= this.#end && !this.#passing;
  }

  /** Takes the next piece; `next` gives the rows that are whole now. */
  feed(piece: Uint8Array, last: boolean): void {
    const rest = this.#end - this.#at;
    const needed = rest + piece.length + spare;
    const into = this.#bytes.length < needed ? Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length)) : this.#bytes;
    this.#bytes.copy(into, 0, this.#at, this.#end);
    into.set(piece, rest);
    this.#bytes = into;
    this.#at = 0;
    this.#end = rest + piece.length;
    this.#last = last;
    into.fill(lineFeed, this.#end, this.#end + spare);
    this.#plainEnd = this.#end === 0 ? 0 : into.lastIndexOf(lineFeed, this.#end - 1) + 1;
  }

  /** The next rows, some thousand at most; null when the rest must wait for the next piece, or there is none. */
  next(): ReadRows | null {
    if (this.#passing && this.#at < this.#end) this.#at = this.#passLine(this.#at);
    while (this.#at < this.#end && this.#batch.rows < this.#mostRows) {
      if (!this.#header && this.#plainRows()) continue;
      const behind = this.#record(this.#at);
      if (behind !== more) this.#at = behind;
      else {
        const long = this.#isLong();
        if (!long && !this.#last) break;
        this.#at = this.#giveUp(long);
      }
    }
    if (this.#batch.rows === 0) return null;
    const batch = this.#batch;
    this.#batch = this.#emptyBatch();
    return batch;
  }

  /** Takes back the memory of rows that are not needed any more: memory that is new costs as much as what is written into it. */
  takeBack(values: Float64Array<ArrayBuffer>): void {
    this.#free.push(values);
  }

  #emptyBatch(): ReadRows {
    const values = this.#free.pop() ?? new Float64Array((this.#columns.length + 1) * this.#mostRows);
    return { rows: 0, values, stride: this.#mostRows };
  }

  /**
   * Reads rows as most are written: whole, with as many cells as there must be, each as its reader expects it. Stops before another one.
   * A line that is not whole yet is not begun: what its last cell seems to say would be taken for a category. Whether there were as many as
   * it reads at once, or as there are.
   */
  #plainRows(): boolean {
    const readers = this.#readers;
    const bytes = this.#bytes;
    const end = this.#plainEnd;
    const delimiter = this.#delimiter;
    const opening = this.#quotes ? quote : none;
    const { values, stride } = this.#batch;
    const lastColumn = readers.length - 1;
    let { rows } = this.#batch;
    let line = this.#line;
    let at = this.#at;
    const most = Math.min(stride, rows + rowsAtOnce);
    records: while (rows < most && at < end) {
      let place = at;
      for (let column = 0; ; column += 1) {
        const quoted = bytes[place] === opening;
        if (quoted) place += 1;
        const stop = quoted ? quote : delimiter;
        place = readers[column]?.readBytes(bytes, place, stop, values, (column + 1) * stride + rows) ?? slow;
        if (place === slow) break records;
        if (quoted) {
          if (bytes[place] !== quote) break records;
          place += 1;
        }
        if (column === lastColumn) break;
        if (bytes[place] !== delimiter) break records;
        place += 1;
      }
      const byte = bytes[place];
      if (byte === carriageReturn && bytes[place + 1] === lineFeed) place += 1;
      else if (byte !== lineFeed) break;
      // An empty line is no row.
      if (bytes[at] === byte) break;
      values[rows] = line;
      line += 1;
      rows += 1;
      at = place + 1;
    }
    this.#batch.rows = rows;
    this.#line = line;
    this.#at = at;
    return rows === most || at >= this.#end;
  }

  #isLong(): boolean {
    return this.#end - this.#at > this.#most && this.#units(this.#end) > this.#most;
  }

  /** What lies before `end`, in UTF-16 units, as texts are counted. */
  #units(end: number): number {
    return this.#bytes.toString('utf8', this.#at, end).length;
  }

  /** A record too long or with a quote that nothing closes. */
  #giveUp(long: boolean): number {
    const line = this.#endOfLine(this.#at);
    const severalLines = line < this.#end && this.#units(line) < this.#most;
    const unclosed = long ? `a quote is not closed within ${this.#most} characters` : 'a quote is not closed';
    this.#problem(long && !severalLines ? `a row must have ${this.#most} characters or fewer` : unclosed);
    return this.#passLine(this.#at);
  }

  #problem(reason: string): void {
    this.#skip({ place: this.#line, column: null, reason });
  }

  /** The end of the line that lies at `at`; it may be in a later piece. */
  #passLine(at: number): number {
    const end = this.#endOfLine(at);
    const behind = this.#behindLine(end);
    this.#passing = end >= this.#end || behind === more;
    if (!this.#passing) this.#line += 1;
    return behind === more ? end : behind;
  }

  #endOfLine(at: number): number {
    let end = at;
    while (this.#bytes[end] !== lineFeed && this.#bytes[end] !== carriageReturn) end += 1;
    return end;
  }

  /** Behind the line break at `end`; a carriage return at the end of a piece may have its line feed in the next. */
  #behindLine(end: number): number {
    if (this.#bytes[end] !== carriageReturn || end >= this.#end) return Math.min(end + 1, this.#end);
    if (end + 1 >= this.#end) return this.#last ? this.#end : more;
    return this.#bytes[end + 1] === lineFeed ? end + 2 : end + 1;
  }

  /** Reads the record at `at` and returns where the next begins. */
  #record(at: number): number {
    this.#doubled.length = 0;
    let place = at;
    let count = 0;
    let breaks = 0;
    for (;;) {
      let start = place;
      let behind = place;
      if (this.#quotes && this.#bytes[place] === quote && place < this.#end) {
        const closing = this.#closing(place, count);
        if (closing === more) return more;
        place = closing + 1;
        if (place < this.#end && !this.#endsCell(place)) {
          this.#problem('text follows a closing quote');
          return this.#passLine(at);
        }
        breaks += this.#breaks(start, closing);
        start += 1;
        behind = closing;
      } else {
        while (!this.#endsCell(place)) place += 1;
        behind = place;
      }
      if (place >= this.#end && !this.#last) return more;
      this.#starts[count] = start;
      this.#ends[count] = behind;
      count += 1;
      if (place >= this.#end || this.#bytes[place] !== this.#delimiter) break;
      place += 1;
    }
    const next = this.#behindLine(place);
    if (next === more) return more;
    if (place > at) this.#take(count);
    this.#line += 1 + breaks;
    return next;
  }

  /** A line feed lies behind the last byte. */
  #endsCell(place: number): boolean {
    const byte = this.#bytes[place];
    return byte === this.#delimiter || byte === lineFeed || byte === carriageReturn;
  }

  /** Where the quote at `at` is closed; notes the cell where quotes within are doubled. */
  #closing(at: number, cell: number): number {
    let doubled = false;
    for (let from = at + 1; ; ) {
      const place = this.#bytes.indexOf(quote, from);
      if (place < 0 || place >= this.#end || (place + 1 >= this.#end && !this.#last)) return more;
      if (place + 1 >= this.#end || this.#bytes[place + 1] !== quote) {
        if (doubled) this.#doubled.push(cell);
        return place;
      }
      doubled = true;
      from = place + 2;
    }
  }

  /** Line breaks within a cell: \n, \r\n and \r are one each. */
  #breaks(from: number, to: number): number {
    let breaks = 0;
    for (let at = from; at < to; at += 1) {
      const byte = this.#bytes[at];
      if (byte === lineFeed || (byte === carriageReturn && this.#bytes[at + 1] !== lineFeed)) breaks += 1;
    }
    return breaks;
  }

  /** Reads the cells of the record that was found, or says why it is no row. */
  #take(count: number): void {
    if (this.#header) {
      this.#header = false;
      return;
    }
    if (count !== this.#columns.length) return this.#problem(`a row must have ${this.#columns.length} cells; got ${count}`);
    const { values, stride, rows } = this.#batch;
    for (const [column, { name, reader }] of this.#columns.entries()) {
      const text = cellText(this.#bytes, this.#starts[column] ?? 0, this.#ends[column] ?? 0);
      const found = reader.read(this.#doubled.includes(column) ? text.replaceAll('""', '"') : text);
      if (typeof found === 'string') return this.#skip(skippedCell(this.#line, name, found));
      values[(column + 1) * stride + rows] = found;
    }
    values[rows] = this.#line;
    this.#batch.rows += 1;
  }
}
