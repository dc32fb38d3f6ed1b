import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProgram } from '../../../scripts/setup/programs.mjs';

let folder: string;
const path = process.env.PATH;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unfold-path-'));
  process.env.PATH = ['/does/not/exist', folder].join(delimiter);
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('findProgram', () => {
  it('takes the first name that is there and may be run', () => {
    writeFileSync(join(folder, 'google-chrome'), '#!/bin/sh');
    chmodSync(join(folder, 'google-chrome'), 0o755);
    expect(findProgram('chromium', 'google-chrome')).toBe(join(folder, 'google-chrome'));
  });

  it('takes no folder of that name', () => {
    mkdirSync(join(folder, 'chromium'));
    expect(findProgram('chromium')).toBeNull();
  });

  it('says when none is there', () => {
    expect(findProgram('chromium')).toBeNull();
  });
});
