import { type ChildProcess, fork } from 'node:child_process';
import { bundledNode, entryPath } from '#main/entries.ts';
import type { Order, Report } from './protocol.ts';

/** A worker that has not been heard of for so many seconds is taken for dead. */
const SILENCE_SECONDS = 30;
const STDERR_KEPT = 4000;

/** How a process came to its end by itself, in words. */
export interface Death {
  why: string;
  /** The end of what it wrote to standard error: for the log. */
  stderr: string;
}

export interface WorkerHandlers {
  /** Reports in the order they were sent; none comes after `onEnd`. */
  onReport(report: Report): void;
  onEnd(death: Death): void;
}

export interface WorkerOptions {
  /** Environment of the process; absent: this one's. */
  environment?: NodeJS.ProcessEnv | undefined;
  /** Seconds of silence after which it counts as lost; absent: 30. */
  silenceSeconds?: number | undefined;
}

/** A forked training worker: what is sent to it, and how patient to be with it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  send(order: Order): void;
  /** Seconds of silence it is allowed, 30 at least: a slow step leaves no time for a heartbeat. */
  allowSilence(seconds: number): void;
  kill(why: string): void;
}

/** Forks the worker under the Node that ships with the app. */
export function startWorker(handlers: WorkerHandlers, options: WorkerOptions = {}): WorkerProcess {
  // NODE_OPTIONS are the user's for other programs; the rest (home, library paths, proxies) is the engines' business.
  const { NODE_OPTIONS: _, ...environment } = options.environment ?? process.env;
  const child = fork(entryPath('training-worker'), [], {
    execPath: bundledNode(),
    execArgv: [],
    env: environment,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let stderr = '';
  let killed: string | null = null;
  let silent = 0;
  const least = options.silenceSeconds ?? SILENCE_SECONDS;
  let allowed = least;
  const kill = (why: string) => {
    killed ??= why;
    child.kill('SIGKILL');
  };

  // Counted in ticks, not read off a clock: a computer that slept has not been ignored by its worker.
  const watch = setInterval(() => {
    silent += 1;
    if (silent > allowed) kill(`it did not answer for ${allowed} s`);
  }, 1000);
  watch.unref();

  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  child.on('message', (message) => {
    silent = 0;
    // Only our own worker holds the other end of this channel, and both sides are of one build.
    handlers.onReport(message as Report);
  });
  const end = (why: string) => {
    clearInterval(watch);
    child.removeAllListeners();
    child.on('error', () => undefined);
    handlers.onEnd({ why, stderr });
  };
  child.once('error', (error) => end(`it could not be started: ${error.message}`));
  // "close" comes after the last message; "exit" may come before it.
  child.once('close', (code, signal) => end(killed ?? describeExit(code, signal, stderr)));

  return {
    pid: child.pid,
    send: (order) => sendTo(child, order),
    allowSilence: (seconds) => {
      allowed = Math.max(least, Math.ceil(seconds));
    },
    kill,
  };
}

/** A worker that has just died is told of by its end, not by the order that missed it. */
function sendTo(child: ChildProcess, order: Order): void {
  if (child.connected) child.send(order, () => undefined);
}

/** Why a process ended: memory, a signal, a crash, or a code. */
export function describeExit(code: number | null, signal: NodeJS.Signals | null, stderr: string): string {
  if (/heap out of memory|Array buffer allocation failed|bad_alloc/.test(stderr)) return 'it ran out of memory';
  if (signal === 'SIGKILL') return 'it was killed (SIGKILL), which the system does when memory runs out';
  if (signal === 'SIGSEGV' || signal === 'SIGBUS' || signal === 'SIGILL' || signal === 'SIGABRT') return `it crashed (${signal})`;
  if (signal !== null) return `it was ended by ${signal}`;
  return `it ended with exit code ${code ?? 'unknown'}`;
}
