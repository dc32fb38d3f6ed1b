import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWindowFiles } from '#main/window-files.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unfold-window-'));
  mkdirSync(join(folder, 'assets'));
  for (const file of [
    'index.html',
    'icon.svg',
    'assets/index-1a2B_3c4.js',
    'assets/Inter-abcdefgh.woff2',
    'assets/source.js.map',
    'notes.txt',
  ]) {
    writeFileSync(join(folder, file), file);
  }
  if (process.platform !== 'win32') symlinkSync('/etc/passwd', join(folder, 'assets', 'linked.js'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('readWindowFiles', () => {
  it('lists what the window is made of, and nothing else', () => {
    expect([...readWindowFiles(folder).keys()].sort()).toEqual([
      '/',
      '/assets/Inter-abcdefgh.woff2',
      '/assets/index-1a2B_3c4.js',
      '/icon.svg',
      '/index.html',
    ]);
  });

  it('knows types, and which names hold a hash', () => {
    const files = readWindowFiles(folder);
    expect(files.get('/assets/index-1a2B_3c4.js')).toMatchObject({ type: 'text/javascript; charset=utf-8', hashed: true });
    expect(files.get('/')).toMatchObject({ type: 'text/html; charset=utf-8', hashed: false });
    expect(files.get('/')?.body.toString()).toBe('index.html');
  });

  it('says so where nothing was built', () => {
    expect(() => readWindowFiles(join(folder, 'assets'))).toThrow('must be built');
  });
});
