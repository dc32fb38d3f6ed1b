import { execFileSync } from 'node:child_process';
import { describe } from 'vitest';
import type { z } from 'zod';

/** The interpreter that has Keras and the other libraries: `npm test` makes it and says where (scripts/setup/peers.mjs). */
const python = process.env.UNFOLD_PEERS_PYTHON ?? null;

/** Describes tests against libraries that are taken for right; without them the tests are skipped, and their name says so. */
export function peersOrSkip(name: string, tests: (python: string) => void): void {
  if (python === null) describe.skip(`${name} (skipped: no Python with Keras and its like; npm test fetches it)`, () => tests(''));
  else describe(name, () => tests(python));
}

/** What a script answers, once somebody wants to know; it is run once. */
export function askedOnce<T>(answer: z.ZodType<T>, ask: () => unknown): () => T {
  let said: T | null = null;
  return () => {
    said ??= answer.parse(ask());
    return said;
  };
}

/** Each case with its number, for the names of tests. */
export const numbered = <Case>(cases: readonly Case[]) => cases.map((given, place) => [place, given] as const);

/** Runs a script with JSON in and JSON out. */
export function askPython(python: string, script: string, input: unknown): unknown {
  const options = { input: JSON.stringify(input), encoding: 'utf8', maxBuffer: 2 ** 28, stdio: 'pipe' } as const;
  return JSON.parse(execFileSync(python, [script], options));
}
