import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '#app/errors.ts';
import { isImageName } from '#main/importers/images/endings.ts';
import { walk } from '#main/importers/walk.ts';

/** Images of a folder with the class of the subfolder they lie in. */
export interface LabelledFiles {
  /** Absolute paths; −1: it lies in no subfolder, so that its class is not known. */
  files: { path: string; label: number }[];
  skipped: { path: string; reason: string }[];
}

/**
 * Looks for images in subfolders that are named like the classes. Images in others are listed as skipped: their truth is
 * none of the model's answers. Throws folder-missing, folder-empty, or classes-unknown where no image has a class.
 */
export async function labelledFiles(folder: string, classes: readonly string[]): Promise<LabelledFiles> {
  await requireFolder(folder);
  const tree = await walk(folder);
  const images = tree.files.filter(isImageName);
  if (images.length === 0) throw appError('folder-empty', { folder });
  const found: LabelledFiles = { files: [], skipped: tree.skipped };
  // A name with an accent is written in one letter or two, depending on the system it was typed on.
  const names = classes.map((name) => name.normalize('NFC'));
  const unknown = new Set<string>();
  for (const path of images) {
    const [top = '', ...rest] = path.split('/');
    const label = rest.length === 0 ? -1 : names.indexOf(top.normalize('NFC'));
    if (rest.length > 0 && label < 0) {
      unknown.add(top);
      found.skipped.push({ path, reason: `"${top}" is none of the model's classes` });
    } else found.files.push({ path: join(folder, path), label });
  }
  if (found.files.every((file) => file.label < 0)) {
    throw appError('classes-unknown', {
      folder,
      known: classes.slice(0, 10).join(', '),
      got: [...unknown].slice(0, 10).join(', ') || 'none',
    });
  }
  return found;
}

/** Throws folder-missing. */
export async function requireFolder(folder: string): Promise<void> {
  const facts = await stat(folder).catch(() => null);
  if (!facts?.isDirectory()) throw appError('folder-missing', { folder });
}
