import { isAbsolute, relative, resolve } from 'node:path';

/**
 * The file of an image that a table names, relative to where the table lies; null where it lies elsewhere: a stranger's table reads nothing
 * but what came with it.
 */
export function imagePath(folder: string, named: string): string | null {
  const path = resolve(folder, named);
  const below = relative(folder, path);
  return below === '' || /^\.\.([\\/]|$)/.test(below) || isAbsolute(below) ? null : path;
}

/** Why such an image is not read, said so that it follows its path. */
export const outsideReason = 'it lies outside of the table’s folder';
