import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { libraryNames } from '../library-names.ts';
import { cacheFolder, givenFolders, type Surroundings, surroundings } from './folders.ts';
import { type Pack, packs, packsFor } from './manifest.ts';

/** An unpacked pack on this machine; `pack` is null for a library that somebody put there without our mark. */
export interface FoundPack {
  folder: string;
  pack: Pack | null;
}

/** Name of the mark in a pack's folder: one line, the pack's id. */
export const markName = 'unfold-pack.txt';

/** The engine pack to use: UNFOLD_ENGINE_DIR, else the one beside the app, else the cache's, GPU before CPU; null where none is. */
export function findPack(where: Surroundings = surroundings()): FoundPack | null {
  for (const folder of givenFolders(where)) {
    if (libraryNames(where.platform).some((name) => sizeOf(join(folder, name)) !== null)) return { folder, pack: markedPack(folder) };
  }
  const cache = cacheFolder(where);
  if (cache === null) return null;
  const pack = packsFor(where.platform, process.arch).find((each) => isWhole(join(cache, each.id), each));
  return pack === undefined ? null : { folder: join(cache, pack.id), pack };
}

/** Whether a folder holds every file of a pack in its full length. */
export function isWhole(folder: string, pack: Pack): boolean {
  return pack.files.every((file) => sizeOf(join(folder, file.name)) === file.bytes);
}

function sizeOf(path: string): number | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : null;
}

function markedPack(folder: string): Pack | null {
  try {
    const id = readFileSync(join(folder, markName), 'utf8').trim();
    return packs.find((pack) => pack.id === id) ?? null;
  } catch {
    return null;
  }
}
