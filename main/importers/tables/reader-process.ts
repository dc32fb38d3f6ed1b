import type { SeriesLine, SeriesShape, TableProfile } from '#app/contract/profiles.ts';
import { type OnProgress, type ReadEnd, ReaderCalls, type ReaderLimits } from '../reader-calls.ts';
import type { ArrangedTable, Arrangement } from './arrange-table.ts';
import type { PreparedTable, TablePreparation } from './prepare-table.ts';
import type { ProfileOrder } from './profile-table.ts';
import type { TableOrder, TableReport } from './protocol.ts';
import type { LineOrder, ShapeOrder } from './series-views.ts';
import type { KeepTable, KeptRows, TableLook, TableReadOptions, TableShape } from './source.ts';

/**
 * Rows lie outside of V8's heap and change hands between threads, for which it would collect garbage again and again that is not there:
 * a heap that begins with so many megabytes is not asked to.
 */
const flags = ['--initial-heap-size=200'];

/**
 * Looks at a table and keeps it, in a process of its own, one a call, which ends with the call and with this process. What goes wrong
 * in it is an AppError here; a signal rejects with its reason at once.
 */
export class TableReader {
  readonly #path: string;
  readonly #shape: TableShape;
  readonly #calls: ReaderCalls<TableOrder, TableReport>;

  constructor(path: string, shape: TableShape = {}, limits: ReaderLimits = {}) {
    this.#path = path;
    this.#shape = shape;
    this.#calls = new ReaderCalls('table-worker', path, limits, flags);
  }

  /** Process ids, for tests and for the measuring of memory. */
  get pids(): number[] {
    return this.#calls.pids;
  }

  /** What the table is; looks for so long at most, 5 s unless told otherwise. */
  look(signal?: AbortSignal, milliseconds?: number): Promise<TableLook> {
    return this.#calls.look(
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
    return this.#calls.all(order, (report) => (report.type === 'kept' ? report.rows : null), signal, onProgress);
  }

  /** Brings the rows of series in order; throws what `arrangeTable` does. */
  arrange(arrangement: Arrangement, signal?: AbortSignal): Promise<ArrangedTable> {
    const order = { type: 'arrange', arrangement } as const;
    return this.#calls.one(order, (report) => (report.type === 'arranged' ? report.table : null), signal);
  }

  /** How the columns of what was kept look. */
  profile(asked: ProfileOrder, signal?: AbortSignal): Promise<TableProfile> {
    return this.#calls.one({ type: 'profile', asked }, (report) => (report.type === 'profile' ? report.profile : null), signal);
  }

  /** A column of numbers as a line. */
  line(asked: LineOrder, signal?: AbortSignal): Promise<SeriesLine> {
    return this.#calls.one({ type: 'line', asked }, (report) => (report.type === 'line' ? report.line : null), signal);
  }

  /** What repeats in a column of numbers. */
  shape(asked: ShapeOrder, signal?: AbortSignal): Promise<SeriesShape> {
    return this.#calls.one({ type: 'shape', asked }, (report) => (report.type === 'shape' ? report.shape : null), signal);
  }

  /** Parts and fits what was kept; throws what `prepareTable` does. */
  prepare(preparation: TablePreparation, signal?: AbortSignal, onProgress?: OnProgress): Promise<PreparedTable> {
    const order = { type: 'prepare', preparation } as const;
    return this.#calls.one(order, (report) => (report.type === 'prepared' ? report.table : null), signal, onProgress);
  }
}
