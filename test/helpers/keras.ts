import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';

/** The interpreter that has Keras: of UNFOLD_KERAS_PYTHON, or of the virtual environment `keras-env` in the user's cache. */
export const kerasPython: string | null = found();

function found(): string | null {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const binary = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const python = process.env.UNFOLD_KERAS_PYTHON ?? join(cache, 'unfold', 'keras-env', ...binary);
  if (!existsSync(python)) return null;
  try {
    execFileSync(python, ['-c', 'import importlib.util as u; assert u.find_spec("keras") and u.find_spec("tensorflow")'], {
      stdio: 'ignore',
    });
    return python;
  } catch {
    return null;
  }
}

/** Describes tests against Keras; where no Python has it they are skipped, and their name says so. */
export function kerasOrSkip(name: string, tests: (python: string) => void): void {
  if (kerasPython === null) describe.skip(`${name} (skipped: no Python with Keras; see UNFOLD_KERAS_PYTHON)`, () => tests(''));
  else describe(name, () => tests(kerasPython));
}

/** Runs a script with JSON in and JSON out. */
export function askPython(python: string, script: string, input: unknown): unknown {
  const options = { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 2 ** 28, stdio: 'pipe' } as const;
  return JSON.parse(execFileSync(python, [script], options));
}
