import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Writes one JSON object a line. `facts` are values, not text: names of users' things stay data. Never log tokens or pixels. */
export interface Log {
  debug(message: string, facts?: Record<string, unknown>): void;
  info(message: string, facts?: Record<string, unknown>): void;
  warn(message: string, facts?: Record<string, unknown>): void;
  error(message: string, facts?: Record<string, unknown>): void;
}

/** Where lines go beside the file; standard error for servers with --verbose. */
export type Sink = (line: string) => void;

const fileLimit = 4 * 2 ** 20;

/** Makes a log over a sink; a sink that throws never breaks the one who logs. */
export function logTo(sink: Sink): Log {
  const write = (level: Level, message: string, facts: Record<string, unknown> = {}) => {
    try {
      sink(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...facts }, plain)}\n`);
    } catch {
      // A full disk must not stop what was being logged.
    }
  };
  return {
    debug: (message, facts) => write('debug', message, facts),
    info: (message, facts) => write('info', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    error: (message, facts) => write('error', message, facts),
  };
}

/** Logs to `folder`/unfold.log; above 4 MiB the file becomes unfold.1.log and a new one begins. */
export function fileLog(folder: string): Log {
  const file = join(folder, 'unfold.log');
  mkdirSync(folder, { recursive: true });
  return logTo((line) => {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > fileLimit) renameSync(file, join(folder, 'unfold.1.log'));
    appendFileSync(file, line, { mode: 0o600 });
  });
}

/** A log that forgets, for tests and one-line commands. */
export const noLog: Log = logTo(() => {});

/** Errors say their stack, big integers their digits, bytes their number. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Error) return { ...value, name: value.name, message: value.message, stack: value.stack };
  if (typeof value === 'bigint') return value.toString();
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  return value;
}
