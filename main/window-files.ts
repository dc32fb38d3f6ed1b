import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the window, in memory: a build beside a running server takes nothing from under it. */
export interface WindowFile {
  body: Buffer<ArrayBuffer>;
  /** Content type. */
  type: string;
  /** Whether its name holds a hash of its contents, so that it may be kept for ever. */
  hashed: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Where the built window lies, from the sources as well as from out/main. */
export function windowFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  if (import.meta.url.endsWith('.ts')) return join(here, '..', 'out', 'renderer');
  return join(basename(here) === 'chunks' ? dirname(here) : here, '..', 'renderer');
}

/** Files below a folder; level by level, because an Electron archive is no real folder. */
function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

/**
 * Every file of the built window by its address (`/`, `/assets/index-1a2b3c.js`). Doors look addresses up in this list and
 * join no path with what a caller sent. Throws where the window was not built.
 */
export function readWindowFiles(folder = windowFolder()): ReadonlyMap<string, WindowFile> {
  const files = new Map<string, WindowFile>();
  for (const path of filesBelow(folder)) {
    const type = types[extname(path)];
    if (type === undefined) continue;
    const address = path.slice(folder.length).replaceAll('\\', '/');
    files.set(address, { body: readFileSync(path), type, hashed: /-[\w-]{8}\.\w+$/.test(path) });
  }
  const index = files.get('/index.html');
  if (index === undefined) throw new Error(`The window must be built; there is no index.html in ${folder}`);
  files.set('/', index);
  return files;
}
