import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface Place {
  name: string;
  path: string;
}

/** Where people keep data on this machine: their home, its usual folders, the drives. Only what is there. */
export async function places(home = homedir()): Promise<Place[]> {
  const own = await userFolders(home);
  const named: Place[] = [
    { name: 'Home', path: home },
    ...['Pictures', 'Documents', 'Downloads', 'Desktop'].map((name) => ({ name, path: own.get(name.toUpperCase()) ?? join(home, name) })),
    ...roots(),
  ];
  const there = await Promise.all(named.map(async (place) => ((await isFolder(place.path)) ? place : null)));
  return there.filter((place) => place !== null);
}

/** Linux names these folders in the user's language; this file says how (XDG_PICTURES_DIR="$HOME/Bilder"). */
async function userFolders(home: string): Promise<Map<string, string>> {
  const text = await readFile(join(home, '.config', 'user-dirs.dirs'), 'utf8').catch(() => '');
  const found = new Map<string, string>();
  for (const [, name = '', path = ''] of text.matchAll(/^XDG_(\w+)_DIR="\$HOME\/([^"]*)"/gm)) {
    // A folder that is the home itself says that there is none.
    if (path !== '') found.set(name === 'DOWNLOAD' ? 'DOWNLOADS' : name, resolve(home, path));
  }
  return found;
}

function roots(): Place[] {
  if (process.platform !== 'win32') return [{ name: 'Computer', path: '/' }];
  return [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => ({ name: `Drive ${letter}`, path: `${letter}:\\` }));
}

export async function isFolder(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => null);
  return facts?.isDirectory() ?? false;
}
