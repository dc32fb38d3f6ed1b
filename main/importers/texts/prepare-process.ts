import { type ChildProcess, fork } from 'node:child_process';
import { AppError, appError } from '#app/errors.ts';
import { bundledNode, entryPath } from '#main/entries.ts';
import type { Preparation, PreparationEnd, Prepared } from './prepare.ts';
import type { PrepareOrder, PrepareReport } from './prepare-protocol.ts';

const stderrKept = 2000;
/** Megabytes: a vocabulary of a million tokens, and a file of texts. */
const heap = 1024;

/** Fits and codes in a process of its own, which ends with the signal and with `close`. */
export class PrepareProcess {
  readonly #child: ChildProcess;
  readonly #signal: AbortSignal;
  readonly #end = Promise.withResolvers<Prepared>();
  readonly #abort = () => this.#settle(() => this.#end.reject(this.#signal.reason));
  #told: (done: number, total: number) => void = () => undefined;
  #stderr = '';

  constructor(preparation: Preparation, signal: AbortSignal) {
    signal.throwIfAborted();
    this.#signal = signal;
    this.#child = fork(entryPath('prepare-worker'), [], {
      execPath: bundledNode(),
      execArgv: [`--max-old-space-size=${heap}`, '--max-semi-space-size=4'],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // Who does not come to the end has another error to tell.
    this.#end.promise.catch(() => undefined);
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-stderrKept);
    });
    signal.addEventListener('abort', this.#abort, { once: true });
    // Only our own program holds the other end, and both are of one build.
    this.#child.on('message', (message) => this.#hear(message as PrepareReport));
    this.#child.once('error', (error) => this.#lost(`could not be started: ${error.message}`));
    this.#child.once('close', (code, by) => this.#lost(by === null ? `ended with code ${code}` : `was ended by ${by}`));
    this.#send({ type: 'begin', ...preparation });
  }

  /** Says that one more file of texts is there. */
  next(): void {
    this.#send({ type: 'next' });
  }

  /** Says that all are; rejects with what went wrong there, or with the signal's reason at once. */
  finish(end: PreparationEnd, told: (done: number, total: number) => void): Promise<Prepared> {
    this.#told = told;
    this.#send({ type: 'finish', ...end });
    return this.#end.promise;
  }

  close(): void {
    this.#settle(() => this.#end.reject(new Error('The preparation was closed')));
  }

  /** One that has just died is told of by its end, not by the order that missed it. */
  #send(order: PrepareOrder): void {
    if (this.#child.connected) this.#child.send(order, () => undefined);
  }

  #hear(report: PrepareReport): void {
    if (report.type === 'progress') this.#told(report.done, report.total);
    else if (report.type === 'done') this.#settle(() => this.#end.resolve(report.prepared));
    else this.#settle(() => this.#end.reject(new AppError(report.error)));
  }

  #lost(why: string): void {
    this.#settle(() => this.#end.reject(appError('text-prepare-ended', { why }, this.#stderr || undefined)));
  }

  #settle(how: () => void): void {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#child.removeAllListeners();
    this.#child.on('error', () => undefined);
    this.#child.kill('SIGKILL');
    how();
  }
}
