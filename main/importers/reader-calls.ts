import { type ChildProcess, fork } from 'node:child_process';
import { AppError, appError, type ErrorData } from '#app/errors.ts';
import { bundledNode, type EntryName, entryPath } from '#main/entries.ts';

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

export type OnProgress = (done: number, total: number) => void;

/** How readers are started, beside what all have. */
export interface ReaderStart {
  /** Of V8. */
  flags?: readonly string[];
  /** Variables of the process. */
  env?: Readonly<Record<string, string>>;
}

/** Main → reader: how many more of what it gives it may send. */
export interface MoreOrder {
  type: 'more';
  batches: number;
}

/** Reader → main, whatever it reads. "progress" comes at least every second for as long as it lives. */
export type CommonReport =
  | { type: 'progress'; done: number; total: number }
  | ({ type: 'end' } & ReadEnd)
  /** An expected error. */
  | { type: 'failed'; error: ErrorData };

/** What is given on its way: enough to read on while one is worked on. */
const ahead = 4;
const stderrKept = 2000;
const usualLook = 5000;
/** A look that keeps its time is answered this long after it at the latest. */
const lookGrace = 5000;

/**
 * Has a file read in a process of its own, one a call, which ends with the call and with this process. What goes wrong in it is an
 * AppError here; a signal rejects with its reason at once.
 */
export class ReaderCalls<Order extends { type: string }, Report extends { type: string }> {
  readonly #entry: EntryName;
  readonly #path: string;
  readonly #how: ReaderStart;
  readonly #limits: Required<ReaderLimits>;
  readonly #running = new Set<Reader<Order, Report>>();

  constructor(entry: EntryName, path: string, limits: ReaderLimits, how: ReaderStart = {}) {
    this.#entry = entry;
    this.#path = path;
    this.#how = how;
    this.#limits = { patienceSeconds: 60, onTrouble: () => undefined, ...limits };
  }

  get pids(): number[] {
    return [...this.#running].flatMap((reader) => reader.pid ?? []);
  }

  /** The one answer that is wanted to a look of so many milliseconds, 5 s unless told otherwise. */
  async look<T>(
    order: (milliseconds: number) => Order,
    wanted: (report: Report | CommonReport) => T | null,
    signal: AbortSignal = new AbortController().signal,
    milliseconds = usualLook,
  ): Promise<T> {
    const reader = this.#start(signal);
    const late = setTimeout(() => reader.kill(`took longer than ${milliseconds / 1000} s to look at it`), milliseconds + lookGrace);
    try {
      reader.send(order(milliseconds));
      for (;;) {
        const found = wanted(await reader.next());
        if (found !== null) return found;
      }
    } finally {
      clearTimeout(late);
      this.#end(reader);
    }
  }

  /** The one answer that is wanted, however long it takes. */
  async one<T>(
    order: Order,
    wanted: (report: Report | CommonReport) => T | null,
    signal: AbortSignal = new AbortController().signal,
    onProgress: OnProgress = () => undefined,
  ): Promise<T> {
    const reader = this.#start(signal, onProgress);
    try {
      reader.send(order);
      for (;;) {
        const found = wanted(await reader.next());
        if (found !== null) return found;
      }
    } finally {
      this.#end(reader);
    }
  }

  /** All that is wanted of its answers, in order. `onProgress` is called at least every second. */
  async *all<T>(
    order: Order,
    wanted: (report: Report | CommonReport) => T | null,
    signal: AbortSignal = new AbortController().signal,
    onProgress: OnProgress = () => undefined,
  ): AsyncGenerator<T, ReadEnd> {
    const reader = this.#start(signal, onProgress);
    try {
      reader.send(order);
      reader.send({ type: 'more', batches: ahead });
      for (;;) {
        const report = await reader.next();
        if (isEnd(report)) return { given: report.given, skipped: report.skipped };
        const found = wanted(report);
        if (found === null) continue;
        yield found;
        reader.send({ type: 'more', batches: 1 });
      }
    } finally {
      this.#end(reader);
    }
  }

  #start(signal: AbortSignal, onProgress?: OnProgress): Reader<Order, Report> {
    signal.throwIfAborted();
    const reader = new Reader<Order, Report>({ entry: this.#entry, ...this.#how }, this.#path, signal, this.#limits, onProgress);
    this.#running.add(reader);
    return reader;
  }

  #end(reader: Reader<Order, Report>): void {
    this.#running.delete(reader);
    reader.close();
  }
}

const isEnd = (report: { type: string }): report is { type: 'end' } & ReadEnd => report.type === 'end';

/** One process and what it has said that nobody has taken yet. */
class Reader<Order extends { type: string }, Report extends { type: string }> {
  readonly #child: ChildProcess;
  readonly #signal: AbortSignal;
  readonly #reports: (Report | CommonReport)[] = [];
  readonly #watch: NodeJS.Timeout;
  readonly #abort: () => void;
  /** Why there will be no more reports. */
  #error: { reason: unknown } | null = null;
  #wake = (): void => undefined;
  #killed: string | null = null;
  #stderr = '';
  /** Seconds it has said nothing. */
  #silent = 0;

  constructor(
    { entry, flags = [], env = {} }: ReaderStart & { entry: EntryName },
    file: string,
    signal: AbortSignal,
    limits: Required<ReaderLimits>,
    onProgress?: OnProgress,
  ) {
    const { SystemRoot } = process.env;
    this.#signal = signal;
    this.#child = fork(entryPath(entry), [], {
      execPath: bundledNode(),
      execArgv: ['--max-old-space-size=256', '--max-semi-space-size=4', ...flags],
      env: { ...(SystemRoot !== undefined && { SystemRoot }), ...env },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrKept);
    });
    // Only our own program holds the other end, and both are of one build.
    this.#child.on('message', (message) => {
      const report = message as Report | CommonReport;
      this.#silent = 0;
      if (isProgress(report)) onProgress?.(report.done, report.total);
      else this.#take(report);
    });
    const ended = (how: string) => {
      const why = this.#killed ?? how;
      if (this.#error === null) limits.onTrouble('a reader of a file ended', { why, stderr: this.#stderr, file });
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
  send(order: Order | MoreOrder): void {
    if (this.#child.connected) this.#child.send(order, () => undefined);
  }

  /** The next thing it says; rejects when there will be none. What came before its end is still told; not after a cancellation. */
  async next(): Promise<Report | CommonReport> {
    for (;;) {
      this.#signal.throwIfAborted();
      const report = this.#reports.shift();
      if (report !== undefined && isFailed(report)) throw new AppError(report.error);
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

  #take(report: Report | CommonReport): void {
    this.#reports.push(report);
    this.#wake();
  }

  #fail(reason: unknown): void {
    this.#error ??= { reason };
    this.#wake();
  }
}

const isProgress = (report: { type: string }): report is CommonReport & { type: 'progress' } => report.type === 'progress';
const isFailed = (report: { type: string }): report is CommonReport & { type: 'failed' } => report.type === 'failed';
