import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundledNode } from '#main/entries.ts';

const built = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));

export interface Said {
  code: number | null;
  out: string;
  err: string;
  /** The last line of standard output, as JSON; null where it is none. */
  json: unknown;
}

export interface Terminal {
  process: ChildProcess;
  ended: Promise<Said>;
  /** Resolves when this has been printed, on either stream. */
  printed(text: string | RegExp): Promise<void>;
}

/** Starts `unfold …` as it was built, with all that a user's shell would hand it or with `env` alone; `stdout`: an open file to print to. */
export function unfold(
  args: readonly string[],
  { env = process.env, stdout = 'pipe' }: { env?: NodeJS.ProcessEnv; stdout?: 'pipe' | number } = {},
): Terminal {
  if (!existsSync(built)) throw new Error('The tests of the terminal need the build: run "npm run build" first.');
  const child = spawn(bundledNode(), [built, ...args], { env, stdio: ['ignore', stdout, 'pipe'] });
  let out = '';
  let err = '';
  const waiting = new Set<() => void>();
  const note = () => {
    for (const look of waiting) look();
  };
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    note();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    note();
  });
  const ended = new Promise<Said>((resolve) => child.once('close', (code) => resolve({ code, out, err, json: lastJson(out) })));
  const holds = (text: string | RegExp) => (typeof text === 'string' ? (out + err).includes(text) : text.test(out + err));
  return {
    process: child,
    ended,
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!holds(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`unfold ${args.join(' ')} ended without saying ${text}:\n${out}${err}`)));
      }),
  };
}

function lastJson(out: string): unknown {
  try {
    return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '');
  } catch {
    return null;
  }
}
