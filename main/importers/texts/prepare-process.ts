import { fork } from 'node:child_process';
import { AppError, appError } from '#app/errors.ts';
import { bundledNode, entryPath } from '#main/entries.ts';
import type { Preparation, Prepared } from './prepare.ts';
import type { PrepareOrder, PrepareReport } from './prepare-protocol.ts';

const stderrKept = 2000;
/** Megabytes: a vocabulary of a million tokens, and a file of texts. */
const heap = 1024;

/** Fits and codes in a process of its own; rejects with what went wrong there, or with the signal's reason at once. */
export function prepareApart(
  preparation: Preparation,
  signal: AbortSignal,
  told: (done: number, total: number) => void,
): Promise<Prepared> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = fork(entryPath('prepare-worker'), [], {
      execPath: bundledNode(),
      execArgv: [`--max-old-space-size=${heap}`],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let stderr = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-stderrKept);
    });
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', abort);
      child.removeAllListeners();
      child.on('error', () => undefined);
      child.kill('SIGKILL');
      settle();
    };
    const abort = () => end(() => reject(signal.reason));
    signal.addEventListener('abort', abort, { once: true });
    child.on('message', (message) => {
      // Only our own program holds the other end, and both are of one build.
      const report = message as PrepareReport;
      if (report.type === 'progress') told(report.done, report.total);
      else if (report.type === 'done') end(() => resolve(report.prepared));
      else end(() => reject(new AppError(report.error)));
    });
    const lost = (why: string) => end(() => reject(appError('text-prepare-ended', { why }, stderr || undefined)));
    child.once('error', (error) => lost(`could not be started: ${error.message}`));
    child.once('close', (code, by) => lost(by === null ? `ended with code ${code}` : `was ended by ${by}`));
    child.send(preparation satisfies PrepareOrder);
  });
}
