import { opendir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, normalize } from 'node:path';
import type { Listing } from '#app/contract/system.ts';
import { isDataName } from '#app/data/endings.ts';
import { appError } from '#app/errors.ts';
import { systemCode } from '../../store/whole-file.ts';
import { isFolder, places } from './places.ts';

const image = /\.(png|jpe?g|webp|bmp|tiff?|gif)$/i;

/** A folder with more than this is read as far as that: it is for choosing, not for counting. */
const mostEntries = 100_000;
const mostListed = 5000;

/** Folders and files of texts in a folder of this machine, hidden ones left out, and how many images lie directly in it; home where none is named. */
export async function listFolder(wanted: string | undefined): Promise<Listing> {
  const folder = wanted === undefined ? homedir() : normalize(wanted);
  if (!isAbsolute(folder) || folder.includes('\0')) throw appError('folder-missing', { folder: folder.replaceAll('\0', '') });
  const { folders, files, images } = await read(folder);
  const parent = dirname(folder);
  const listed = (names: string[]) =>
    names
      .sort((a, b) => a.localeCompare(b, undefined, { numeric: true }))
      .slice(0, mostListed)
      .map((name) => ({ name, path: join(folder, name) }));
  return {
    folder,
    parent: parent === folder ? null : parent,
    folders: listed(folders),
    files: listed(files),
    images,
    places: await places(),
  };
}

async function read(folder: string): Promise<{ folders: string[]; files: string[]; images: number }> {
  const folders: string[] = [];
  const files: string[] = [];
  let images = 0;
  let seen = 0;
  try {
    for await (const entry of await opendir(folder)) {
      if (++seen > mostEntries) break;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(folder, entry.name))))) folders.push(entry.name);
      else if (image.test(entry.name)) images++;
      else if (isDataName(entry.name)) files.push(entry.name);
    }
  } catch (error) {
    const code = systemCode(error);
    if (code === 'EACCES' || code === 'EPERM') throw appError('folder-closed', { folder });
    if (code !== null) throw appError('folder-missing', { folder }, String(error));
    throw error;
  }
  return { folders, files, images };
}
