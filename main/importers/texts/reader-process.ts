import { type ChildProcess, fork } from 'node:child_process';
import { AppError, appError } from '#app/errors.ts';
import { bundledNode, entryPath } from '#main/entries.ts';
import type { ReadBatch } from './packed.ts';
import type { ReaderOrder, ReaderReport } from './protocol.ts';
import type { ColumnsAsked, OnProgress, ReadOptions, TextLook, TextShape } from './source.ts';
import type { KeepOptions, KeptFile } from './text-writer.ts';

export interface ReaderLimits {
  /** A reader that says nothing for so long has lost its life. */
  patienceSeconds?: number;
  /** Told of a reader that ended by itself, for the log. */
  onTrouble?(what: string, facts: Record<string, unknown>): void;
}

/** How a read went: every row of the file is one of the two. */
export interface ReadEnd {
  given: number;
  skipped: number;
}

/** Batches or files on their way: enough to read on while one is worked on. */
const ahead = 4;
const stderrKept = 2000;
const usualLook = 5000;
/** A look that keeps its time is answered this long after it at the latest. */
const lookGrace = 5000;

/**
 * Looks at texts and reads them in a process of its own, one a call, which ends with the call and with this process. What goes wrong in
 * it is an AppError here; a signal rejects with its reason at once.
 */
export class TextReader {
  readonly #path: string;
  readonly #shape: TextShape;
  readonly #limits: Required<ReaderLimits>;
  readonly #running = new Set<Reader>();

  constructor(path: string, shape: TextShape = {}, limits: ReaderLimits = {}) {
    this.#path = path;
    this.#shape = shape;
    this.#limits = { patienceSeconds: 60, onTrouble: () => undefined, ...limits };
  }

  /** Process ids, for tests and for the measuring of memory. */
  get pids(): number[] {
    return [...this.#running].flatMap((reader) => reader.pid ?? []);
  }

  /** What the file is; looks for so long at most, 5 s unless told otherwise. */
  async look(signal: AbortSignal = new AbortController().signal, milliseconds = usualLook, columns: ColumnsAsked = {}): Promise<TextLook> {
    const reader = this.#start(signal);
    const late = setTimeout(() => reader.kill(`took longer than ${milliseconds / 1000} s to look at it`), milliseconds + lookGrace);
    try {
      reader.send({ type: 'look', path: this.#path, shape: this.#shape, columns, milliseconds });
      for (;;) {
        const report = await reader.next();
        if (report.type === 'look') return report.look;
      }
    } finally {
      clearTimeout(late);
      this.#end(reader);
    }
  }

  /** All rows in order. `onProgress` is called at least every second. Returns how many were given and skipped. */
  rows(options: ReadOptions, signal?: AbortSignal, onProgress?: OnProgress): AsyncGenerator<ReadBatch, ReadEnd> {
    const order = { type: 'read', path: this.#path, shape: this.#shape, options } as const;
    return this.#all(order, (report) => (report.type === 'batch' ? report.batch : null), signal, onProgress);
  }

  /** Reads all rows and writes them into files of texts; tells of each once it is there. The same besides. */
  keep(options: ReadOptions, keep: KeepOptions, signal?: AbortSignal, onProgress?: OnProgress): AsyncGenerator<KeptFile, ReadEnd> {
    const order = { type: 'keep', path: this.#path, shape: this.#shape, options, keep } as const;
    return this.#all(order, (report) => (report.type === 'kept' ? report.file : null), signal, onProgress);
  }

  async *#all<T>(
    order: ReaderOrder,
    wanted: (report: ReaderReport) => T | null,
    signal: AbortSignal = new AbortController().signal,
    onProgress: OnProgress = () => undefined,
  ): AsyncGenerator<T, ReadEnd> {
    const reader = this.#start(signal, onProgress);
    try {
      reader.send(order);
      reader.send({ type: 'more', batches: ahead });
      for (;;) {
        const report = await reader.next();
        if (report.type === 'end') return { given: report.given, skipped: report.skipped };
        const found = wanted(report);
        if (found === null) continue;
        yield found;
        reader.send({ type: 'more', batches: 1 });
      }
    } finally {
      this.#end(reader);
    }
  }

  #start(signal: AbortSignal, onProgress?: OnProgress): Reader {
    signal.throwIfAborted();
    const reader = new Reader(this.#path, signal, this.#limits, onProgress);
    this.#running.add(reader);
    return reader;
  }

  #end(reader: Reader): void {
    this.#running.delete(reader);
    reader.close();
  }
}

/** One process and what it has said that nobody has taken yet. */
class Reader {
  readonly #child: ChildProcess;
  readonly #signal: AbortSignal;
  readonly #reports: ReaderReport[] = [];
  readonly #watch: NodeJS.Timeout;
  readonly #abort: () => void;
  /** Why there will be no more reports. */
  #error: { reason: unknown } | null = null;
  #wake = (): void => undefined;
  #killed: string | null = null;
  #stderr = '';
  /** Seconds it has said nothing. */
  #silent = 0;

  constructor(file: string, signal: AbortSignal, limits: Required<ReaderLimits>, onProgress?: OnProgress) {
    const { SystemRoot } = process.env;
    this.#signal = signal;
    this.#child = fork(entryPath('read-worker'), [], {
      execPath: bundledNode(),
      execArgv: ['--max-old-space-size=256', '--max-semi-space-size=4'],
      env: SystemRoot === undefined ? {} : { SystemRoot },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrKept);
    });
    // Only our own program holds the other end, and both are of one build.
    this.#child.on('message', (message) => {
      const report = message as ReaderReport;
      this.#silent = 0;
      if (report.type === 'progress') onProgress?.(report.done, report.total);
      else this.#take(report);
    });
    const ended = (how: string) => {
      const why = this.#killed ?? how;
      if (this.#error === null) limits.onTrouble('a reader of texts ended', { why, stderr: this.#stderr, file });
      this.#fail(appError('text-reader-ended', { file, why }, this.#stderr));
    };
    this.#child.once('error', (error) => ended(`could not be started: ${error.message}`));
    // "close" comes after the last message; "exit" may come before it.
    this.#child.once('close', (code, by) => ended(by === null ? `ended with code ${code}` : `was ended by ${by}`));
    this.#abort = () => {
      this.#fail(signal.reason);
      this.kill('cancelled');
    };
    signal.addEventListener('abort', this.#abort, { once: true });
    // Counted in ticks, not read off a clock: a computer that slept has not been ignored.
    this.#watch = setInterval(() => {
      this.#silent += 1;
      if (this.#silent > limits.patienceSeconds) this.kill(`said nothing for ${limits.patienceSeconds} s`);
    }, 1000).unref();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** One that has just died is told of by its end, not by the order that missed it. */
  send(order: ReaderOrder): void {
    if (this.#child.connected) this.#child.send(order, () => undefined);
  }

  /** The next thing it says; rejects when there will be none. What came before its end is still told; not after a cancellation. */
  async next(): Promise<ReaderReport> {
    for (;;) {
      this.#signal.throwIfAborted();
      const report = this.#reports.shift();
      if (report?.type === 'failed') throw new AppError(report.error);
      if (report !== undefined) return report;
      if (this.#error !== null) throw this.#error.reason;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  kill(why: string): void {
    this.#killed ??= why;
    this.#child.kill('SIGKILL');
  }

  close(): void {
    this.#fail(new Error('The reader was closed'));
    clearInterval(this.#watch);
    this.#signal.removeEventListener('abort', this.#abort);
    this.kill('closed');
  }

  #take(report: ReaderReport): void {
    this.#reports.push(report);
    this.#wake();
  }

  #fail(reason: unknown): void {
    this.#error ??= { reason };
    this.#wake();
  }
}
