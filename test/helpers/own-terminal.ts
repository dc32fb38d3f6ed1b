import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Said, unfold } from './terminal.ts';

/** A terminal in a workspace of the file's own: there before its tests, and gone behind them. */
export interface OwnTerminal {
  /** Where a test may put files. */
  readonly base: string;
  run(...words: string[]): Promise<Said>;
  /** What a command says as JSON; it must have gone well. */
  json<T>(...words: string[]): Promise<T>;
}

export function ownTerminal(prefix: string): OwnTerminal {
  let base = '';
  beforeAll(() => {
    base = mkdtempSync(join(tmpdir(), prefix));
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));
  const run = (...words: string[]): Promise<Said> => unfold([...words, '--workspace', join(base, 'workspace')]).ended;
  return {
    get base() {
      return base;
    },
    run,
    async json<T>(...words: string[]) {
      const said = await run(...words, '--json');
      expect(said.code, said.err).toBe(0);
      return said.json as T; // what the command says
    },
  };
}
