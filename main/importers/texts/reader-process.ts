import { type OnProgress, type ReadEnd, ReaderCalls, type ReaderLimits } from '../reader-calls.ts';
import type { ReadBatch } from './packed.ts';
import type { TextOrder, TextReport } from './protocol.ts';
import type { ColumnsAsked, ReadOptions, TextLook, TextShape } from './source.ts';
import type { KeepOptions, KeptFile } from './text-writer.ts';

/**
 * Looks at texts and reads them in a process of its own, one a call, which ends with the call and with this process. What goes wrong in
 * it is an AppError here; a signal rejects with its reason at once.
 */
export class TextReader {
  readonly #path: string;
  readonly #shape: TextShape;
  readonly #calls: ReaderCalls<TextOrder, TextReport>;

  constructor(path: string, shape: TextShape = {}, limits: ReaderLimits = {}) {
    this.#path = path;
    this.#shape = shape;
    this.#calls = new ReaderCalls('read-worker', path, limits);
  }

  /** Process ids, for tests and for the measuring of memory. */
  get pids(): number[] {
    return this.#calls.pids;
  }

  /** What the file is; looks for so long at most, 5 s unless told otherwise. */
  look(signal?: AbortSignal, milliseconds?: number, columns: ColumnsAsked = {}): Promise<TextLook> {
    return this.#calls.look(
      (most) => ({ type: 'look', path: this.#path, shape: this.#shape, columns, milliseconds: most }),
      (report) => (report.type === 'look' ? report.look : null),
      signal,
      milliseconds,
    );
  }

  /** All rows in order. `onProgress` is called at least every second. Returns how many were given and skipped. */
  rows(options: ReadOptions, signal?: AbortSignal, onProgress?: OnProgress): AsyncGenerator<ReadBatch, ReadEnd> {
    const order = { type: 'read', path: this.#path, shape: this.#shape, options } as const;
    return this.#calls.all(order, (report) => (report.type === 'batch' ? report.batch : null), signal, onProgress);
  }

  /** Reads all rows and writes them into files of texts; tells of each once it is there. The same besides. */
  keep(options: ReadOptions, keep: KeepOptions, signal?: AbortSignal, onProgress?: OnProgress): AsyncGenerator<KeptFile, ReadEnd> {
    const order = { type: 'keep', path: this.#path, shape: this.#shape, options, keep } as const;
    return this.#calls.all(order, (report) => (report.type === 'kept' ? report.file : null), signal, onProgress);
  }
}
