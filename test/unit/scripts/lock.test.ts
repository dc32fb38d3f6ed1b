import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { missingOptional } from '../../../scripts/lock.mjs';

const lock = JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8'));

describe('the lock file', () => {
  it('names the binaries of every platform, or "npm ci" refuses it elsewhere: node scripts/lock.mjs mends it', () => {
    expect([...missingOptional(lock.packages).keys()]).toEqual([]);
  });

  it('would be found wanting without one of them', () => {
    const { '': _root, ...packages } = { ...lock.packages };
    delete packages['node_modules/@biomejs/cli-win32-x64'];
    expect([...missingOptional(packages).keys()]).toEqual(['@biomejs/cli-win32-x64']);
  });

  it('names no registry', () => {
    expect(JSON.stringify(lock)).not.toMatch(
      /"resolved"|https?:\/\/(?!(www\.)?(github|opencollective|patreon|paypal|ko-fi|tidelift|buymeacoffee|opensource|polar|thanks|feross))[^"]*registry/,
    );
  });
});
