import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child.mjs';
import { unfoldNode } from './node.mjs';
import { root } from './root.mjs';
import { during } from './say.mjs';

const home = join(root, 'node_modules', 'electron');
const failed = join(root, 'node_modules', '.electron-not-fetched');
const day = 24 * 60 * 60_000;

/** Electron's program, or null while it is not on this machine. */
export function electronBinary() {
  try {
    const path = join(home, 'dist', readFileSync(join(home, 'path.txt'), 'utf8'));
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

/** Why no window of our own can be opened here, in words; null where one can. */
export function noWindowBecause() {
  if (process.platform !== 'linux') return null;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'there is no display';
  if (process.getuid?.() === 0) return 'Electron does not run as root';
  return null;
}

const triedToday = () => {
  try {
    return Date.now() - statSync(failed).mtimeMs < day;
  } catch {
    return false;
  }
};

/**
 * Electron's program, fetched by its own installer where it is missing; null where it cannot be had. What failed is tried
 * again a day later, or with `again`: a network that swallows packets would cost a minute at every start.
 */
export async function ensureElectron({ again = false } = {}) {
  const there = electronBinary();
  if (there !== null) return there;
  if (triedToday() && !again) return null;
  try {
    await during('Fetching Electron (once)', async () => {
      const result = await run(unfoldNode(), [join(home, 'install.js')], {
        timeout: 60_000,
        log: join(root, 'test-results', 'electron.log'),
      });
      if (result.code !== 0 || electronBinary() === null) throw new Error('Electron was not fetched');
    });
    rmSync(failed, { force: true });
  } catch {
    writeFileSync(failed, '');
  }
  return electronBinary();
}
