import { ByteRecords } from './byte-records.ts';
import { cutOf } from './chunk-cut.ts';
import type { ChunkPlan } from './chunk-reader.ts';
import { ChunkThreads, type ReadChunk } from './chunk-threads.ts';
import type { Feeder, FilePart, Target } from './text-table.ts';

/** Rows of UTF-8, read from their bytes one after another. */
export class ByteRows implements Feeder {
  readonly #target: Target;
  readonly #records: ByteRecords;

  constructor({ dialect }: ChunkPlan, target: Target, from: { header: boolean; line: number } = { header: dialect.header, line: 1 }) {
    this.#target = target;
    this.#records = new ByteRecords(dialect, target.columns, (row) => target.filling.skip(row));
    this.#records.begin(from.header, from.line);
  }

  async feed({ bytes, last }: FilePart): Promise<void> {
    const { filling } = this.#target;
    this.#records.feed(bytes, last);
    for (let rows = this.#records.next(); rows !== null; rows = this.#records.next()) {
      filling.takeRows(rows);
      this.#records.takeBack(rows.values);
    }
  }

  async close(): Promise<void> {}
}

/** Chunks on their way to each thread. */
const ahead = 2;
/** More memory than a chunk needs, so that it is enough for the next. */
const slack = 2 ** 16;
/** A chunk that is as long and has no end of a row is none of many. */
const mostChunk = 8 * 2 ** 20;

/**
 * The same in several threads: the file is cut where rows likely end, and where one is found not to have ended there, all from its
 * beginning on is read one after another.
 */
export class ThreadedRows implements Feeder {
  readonly #plan: ChunkPlan;
  readonly #target: Target;
  readonly #threads: ChunkThreads;
  readonly #waiting: Promise<ReadChunk>[] = [];
  /** Of each thread, of each column: what its codes of categories are here. */
  readonly #codes: (Int32Array<ArrayBuffer> | null)[][];
  /** Memory that has come back from the threads. */
  readonly #freeBytes: ArrayBuffer[] = [];
  readonly #freeValues: Float64Array<ArrayBuffer>[] = [];
  #rest = Buffer.alloc(0);
  #sent = 0;
  #taken = 0;
  #line = 1;
  #serial: ByteRows | null = null;

  constructor(plan: ChunkPlan, target: Target, threads: number) {
    this.#plan = plan;
    this.#target = target;
    this.#threads = new ChunkThreads(plan, threads);
    this.#codes = Array.from({ length: threads }, () =>
      target.columns.map(({ categories }) => (categories === null ? null : new Int32Array(0))),
    );
  }

  async feed({ bytes, last }: FilePart): Promise<void> {
    if (this.#serial !== null) return this.#serial.feed({ bytes, last });
    // In memory of its own: it goes to another thread, and the next piece but one is read into that of this one.
    const length = this.#rest.length + bytes.length;
    const all = this.#memory(length).subarray(0, length);
    this.#rest.copy(all);
    bytes.copy(all, this.#rest.length);
    const cut = last ? all.length : cutOf(all, this.#plan.dialect.quotes);
    this.#rest = Buffer.from(all.subarray(cut));
    if (cut > 0) this.#send(all.subarray(0, cut), last);
    const most = last ? 0 : ahead * this.#threads.count;
    while (this.#serial === null && this.#waiting.length > most) await this.#take(last);
    if (this.#serial === null && this.#rest.length > mostChunk) await this.#goSerial([], last);
  }

  close(): Promise<void> {
    return this.#threads.close();
  }

  /** So many bytes, of memory that has come back where it is enough. */
  #memory(length: number): Buffer<ArrayBuffer> {
    const free = this.#freeBytes.pop();
    if (free !== undefined && free.byteLength >= length) return Buffer.from(free, 0, length);
    return Buffer.allocUnsafeSlow(length + slack);
  }

  #send(bytes: Buffer<ArrayBuffer>, last: boolean): void {
    const reading = this.#threads.read({ bytes, header: this.#sent === 0, last, free: this.#freeValues.splice(0) });
    // What goes wrong is thrown where it is awaited.
    reading.catch(() => undefined);
    this.#waiting.push(reading);
    this.#sent += 1;
  }

  /** Takes the rows of the chunk that was sent first. */
  async #take(last: boolean): Promise<void> {
    const read = await this.#waiting.shift();
    if (read === undefined) return;
    const { rows, bytes, thread } = read;
    if (!rows.whole) return this.#goSerial([bytes], last);
    const { filling } = this.#target;
    const codes = this.#learn(thread, rows.names);
    const before = this.#line - 1;
    for (const row of rows.skipped) filling.skip({ ...row, place: Number(row.place) + before });
    for (const batch of rows.batches) {
      for (let row = 0; row < batch.rows; row += 1) batch.values[row] = (batch.values[row] ?? 0) + before;
      filling.takeRows(batch, codes);
      this.#freeValues.push(batch.values);
    }
    this.#freeBytes.push(bytes.buffer);
    this.#line += rows.lines;
    this.#taken += 1;
  }

  /** Learns what categories that a thread has met are called here. */
  #learn(thread: number, names: readonly string[][]): (Int32Array | null)[] {
    const codes = this.#codes[thread] ?? [];
    for (const [column, { categories }] of this.#target.columns.entries()) {
      const met = (names[column] ?? []).map((name) => Number(categories?.codeOf(name)));
      const known = codes[column];
      if (met.length > 0 && known != null) codes[column] = Int32Array.from([...known, ...met]);
    }
    return codes;
  }

  /** Reads what was sent from here on, and all that comes, one row after another. */
  async #goSerial(bytes: Uint8Array[], last: boolean): Promise<void> {
    const header = this.#taken === 0 && this.#plan.dialect.header;
    const serial = new ByteRows(this.#plan, this.#target, { header, line: this.#line });
    this.#serial = serial;
    const sent = [...bytes, ...(await Promise.all(this.#waiting.splice(0))).map((read) => read.bytes)];
    for (const [place, each] of [...sent, this.#rest].entries())
      await serial.feed({ bytes: Buffer.from(each.buffer, each.byteOffset, each.length), last: last && place === sent.length });
    this.#rest = Buffer.alloc(0);
    await this.#threads.close();
  }
}
