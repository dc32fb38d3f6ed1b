import type { SeriesLine, SeriesShape, TableProfile } from '#app/contract/profiles.ts';
import { type OnProgress, type ReadEnd, ReaderCalls, type ReaderLimits } from '../reader-calls.ts';
import type { ArrangedTable, Arrangement } from './arrange-table.ts';
import type { PreparedTable, TablePreparation } from './prepare-table.ts';
import type { ProfileOrder } from './profile-table.ts';
import type { TableOrder, TableReport } from './protocol.ts';
import type { LineOrder, ShapeOrder } from './series-views.ts';
import type { KeepTable, KeptRows, TableLook, TableReadOptions, TableShape } from './source.ts';

/**
 * Rows that are read lie outside of V8's heap and change hands between threads, for which it would collect garbage again and again that is
 * not there: a heap that begins with so many megabytes is not asked to.
 */
const reading = { flags: ['--initial-heap-size=200'] };

/**
 * Columns are large and come and go. The C library of Linux would keep the memory of some to give it out again: what has this many bytes and
 * more goes back to the system as it is freed (man 3 mallopt, M_MMAP_THRESHOLD).
 */
const columns = { env: { MALLOC_MMAP_THRESHOLD_: String(2 ** 20) } };

/**
 * Looks at a table and keeps it, in a process of its own, one a call, which ends with the call and with this process. What goes wrong
 * in it is an AppError here; a signal rejects with its reason at once.
 */
export class TableReader {
  readonly #path: string;
  readonly #shape: TableShape;
  /** Of the file, and of what was kept of it. */
  readonly #reading: ReaderCalls<TableOrder, TableReport>;
  readonly #columns: ReaderCalls<TableOrder, TableReport>;

  constructor(path: string, shape: TableShape = {}, limits: ReaderLimits = {}) {
    this.#path = path;
    this.#shape = shape;
    this.#reading = new ReaderCalls('table-worker', path, limits, reading);
    this.#columns = new ReaderCalls('table-worker', path, limits, columns);
  }

  /** Process ids, for tests and for the measuring of memory. */
  get pids(): number[] {
    return [...this.#reading.pids, ...this.#columns.pids];
  }

  /** What the table is; looks for so long at most, 5 s unless told otherwise. */
  look(signal?: AbortSignal, milliseconds?: number): Promise<TableLook> {
    return this.#reading.look(
      (most) => ({ type: 'look', path: this.#path, shape: this.#shape, milliseconds: most }),
      (report) => (report.type === 'look' ? report.look : null),
      signal,
      milliseconds,
    );
  }

  /**
   * Reads all rows and writes them into blocks in a folder that is there; tells of each once it is there, and at the end what the table
   * is. `onProgress` is called at least every second. Returns how many rows were kept and skipped.
   */
  keep(options: TableReadOptions, keep: KeepTable, signal?: AbortSignal, onProgress?: OnProgress): AsyncGenerator<KeptRows, ReadEnd> {
    const order = { type: 'keep', path: this.#path, shape: this.#shape, options, keep } as const;
    return this.#reading.all(order, (report) => (report.type === 'kept' ? report.rows : null), signal, onProgress);
  }

  /** Brings the rows of series in order; throws what `arrangeTable` does. `onProgress` is called at least every second. */
  arrange(arrangement: Arrangement, signal?: AbortSignal, onProgress?: OnProgress): Promise<ArrangedTable> {
    const order = { type: 'arrange', arrangement } as const;
    return this.#columns.one(order, (report) => (report.type === 'arranged' ? report.table : null), signal, onProgress);
  }

  /** How the columns of what was kept look. */
  profile(asked: ProfileOrder, signal?: AbortSignal): Promise<TableProfile> {
    return this.#columns.one({ type: 'profile', asked }, (report) => (report.type === 'profile' ? report.profile : null), signal);
  }

  /** A column of numbers as a line. */
  line(asked: LineOrder, signal?: AbortSignal): Promise<SeriesLine> {
    return this.#columns.one({ type: 'line', asked }, (report) => (report.type === 'line' ? report.line : null), signal);
  }

  /** What repeats in a column of numbers. */
  shape(asked: ShapeOrder, signal?: AbortSignal): Promise<SeriesShape> {
    return this.#columns.one({ type: 'shape', asked }, (report) => (report.type === 'shape' ? report.shape : null), signal);
  }

  /** Parts and fits what was kept; throws what `prepareTable` does. `onProgress` is called at least every second. */
  prepare(preparation: TablePreparation, signal?: AbortSignal, onProgress?: OnProgress): Promise<PreparedTable> {
    const order = { type: 'prepare', preparation } as const;
    return this.#columns.one(order, (report) => (report.type === 'prepared' ? report.table : null), signal, onProgress);
  }
}
