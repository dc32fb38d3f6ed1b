import { type ChildProcess, fork } from 'node:child_process';
import { bundledNode, entryPath } from '#main/entries.ts';
import type { DecoderOrder, DecoderReport } from './protocol.ts';

export interface DecoderEvents {
  onReport(report: DecoderReport): void;
  /** It ended by itself: why, in words, and what it last wrote to standard error. */
  onEnd(why: string, stderr: string): void;
}

/** A decoder of its own, which ends with this process. */
export interface DecoderProcess {
  send(order: DecoderOrder): void;
  /** Ends it at once; `why` is what onEnd is told. */
  kill(why: string): void;
  readonly pid: number | undefined;
}

const stderrKept = 2000;

/** Forks a decoder under the Node that ships with the app. It needs nothing of the environment but what Windows cannot do without. */
export function startDecoder(events: DecoderEvents): DecoderProcess {
  const { SystemRoot } = process.env;
  const child = fork(entryPath('decode-worker'), [], {
    execPath: bundledNode(),
    execArgv: ['--max-semi-space-size=2'],
    env: SystemRoot === undefined ? {} : { SystemRoot },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  let killed: string | null = null;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-stderrKept);
  });
  // Only our own program holds the other end, and both are of one build.
  child.on('message', (message) => events.onReport(message as DecoderReport));
  const end = (why: string) => {
    child.removeAllListeners();
    child.on('error', () => undefined);
    events.onEnd(killed ?? why, stderr);
  };
  child.once('error', (error) => end(`could not be started: ${error.message}`));
  // "close" comes after the last message; "exit" may come before it.
  child.once('close', (code, signal) => end(signal === null ? `ended with code ${code}` : `was ended by ${signal}`));
  return {
    send: (order) => sendTo(child, order),
    kill(why) {
      killed ??= why;
      child.kill('SIGKILL');
    },
    pid: child.pid,
  };
}

/** One that has just died is told of by its end, not by the order that missed it. */
function sendTo(child: ChildProcess, order: DecoderOrder): void {
  if (child.connected) child.send(order, () => undefined);
}
