import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { systemCode } from './store/whole-file.ts';

/**
 * Makes a folder and those above it; one that is there is left as it is. Node's own recursive way never comes back where the
 * system says "no such file" of a folder whose parent is there, as /proc and automounted drives do. Throws the system's error.
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const path = resolve(folder);
  try {
    await make(path, mode);
  } catch (error) {
    const above = dirname(path);
    if (systemCode(error) !== 'ENOENT' || above === path) throw error;
    await makeFolder(above, mode);
    await make(path, mode);
  }
}

async function make(path: string, mode: number | undefined): Promise<void> {
  try {
    await mkdir(path, mode === undefined ? {} : { mode });
  } catch (error) {
    // Roots of drives and read-only parents refuse with other words than "it is there".
    if (systemCode(error) === 'ENOENT' || !(await isFolder(path))) throw error;
  }
}

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() ?? false;
