import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });

/** Electron's version and whether its binary is here. Its package is looked at, never imported: that would start a download. */
export function electronFacts(resolve: (name: string) => string = createRequire(import.meta.url).resolve): {
  version: string | null;
  binary: boolean;
} {
  const running = process.versions.electron;
  if (running !== undefined) return { version: running, binary: true };
  try {
    const file = resolve('electron/package.json');
    const folder = dirname(file);
    const { version } = manifest.parse(JSON.parse(readFileSync(file, 'utf8')));
    const pathFile = join(folder, 'path.txt');
    const binary = existsSync(pathFile) && existsSync(join(folder, 'dist', readFileSync(pathFile, 'utf8').trim()));
    return { version, binary };
  } catch {
    // Not installed: the server and the terminal do without.
    return { version: null, binary: false };
  }
}
