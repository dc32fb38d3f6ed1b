import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cancellation } from '#app/contract/channel.ts';
import type { Scan } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import { isImageName } from './images/endings.ts';
import { findLabelsFile, labelledFiles } from './labels-file.ts';
import { entriesOf, kindOf, type Tree, walk } from './walk.ts';

/** A file of the data: its path below the folder, its class, and the part its folder puts it in. */
export interface ScannedFile {
  path: string;
  class: number;
  split: SplitName | null;
}

/** All that lies in a folder of images. Every image by name is in `files` or in `skipped`. */
export interface FolderScan {
  folder: string;
  layout: Scan['layout'];
  /** In natural order: a2 before a10. */
  classes: string[];
  /** Class by class, by path within. */
  files: ScannedFile[];
  skipped: Tree['skipped'];
  /** Files that are no images by their names. */
  ignored: number;
}

/** A file before its class has a number. */
export interface LabelledFile {
  path: string;
  label: string;
  split: SplitName | null;
}

const splitFolders: Readonly<Record<string, SplitName>> = {
  train: 'train',
  training: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  test: 'test',
  testing: 'test',
};

const natural = new Intl.Collator('en', { numeric: true });
export const naturally = (a: string, b: string): number => natural.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

/**
 * Finds out how a folder of images is laid out and lists what it holds; opens no image. Throws folder-missing, folder-empty,
 * classes-too-few.
 */
export async function scanFolder(folder: string, without: readonly string[] = [], signal?: Cancellation): Promise<FolderScan> {
  const found = await stat(folder).catch(() => null);
  if (found === null || !found.isDirectory()) throw appError('folder-missing', { folder });
  const tree = await walk(folder, '', signal);
  const images = tree.files.filter(isImageName);
  const labels = await findLabelsFile(folder, classFolders(images) < 2);
  const inSplits = labels === null && (await hasSplitFolders(folder));
  const ignored = tree.files.length - images.length - (labels === null ? 0 : 1);
  if (images.length === 0) throw appError('folder-empty', { folder });

  const skipped = [...tree.skipped];
  const labelled = labels === null ? byFolder(images, inSplits, skipped) : labelledFiles(labels, images, skipped);
  const layout = labels !== null ? 'labels-file' : inSplits ? 'split-folders' : 'class-folders';
  const left = labelled.filter((file) => !without.includes(file.label));
  const classes = [...new Set(left.map((file) => file.label))].sort(naturally);
  if (classes.length < 2) throw appError('classes-too-few', { got: classes.length, folder });

  const numbers = new Map(classes.map((name, number) => [name, number]));
  const files = left
    .map(({ path, label, split }) => ({ path, class: numbers.get(label) ?? 0, split }))
    .sort((a, b) => a.class - b.class || (a.path < b.path ? -1 : 1));
  return { folder, layout, classes, files, skipped, ignored };
}

/** How many folders of the first level hold images. */
const classFolders = (images: string[]): number =>
  new Set(images.flatMap((path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : []))).size;

/** How many files each class has. */
export function classSizes(scan: FolderScan): { name: string; items: number }[] {
  const sizes = scan.classes.map((name) => ({ name, items: 0 }));
  for (const file of scan.files) {
    const size = sizes[file.class];
    if (size !== undefined) size.items += 1;
  }
  return sizes;
}

/** Whether the folders are train, val and test (a train one at least), with folders in them. */
export async function hasSplitFolders(folder: string): Promise<boolean> {
  const entries = await entriesOf(folder);
  const kinds = await Promise.all(entries.map((entry) => kindOf(folder, entry)));
  const names = entries.filter((_, i) => kinds[i] === 'folder').map((entry) => entry.name);
  const parts = names.filter((name) => splitFolders[name.toLowerCase()] !== undefined);
  const train = parts.find((name) => splitFolders[name.toLowerCase()] === 'train');
  if (train === undefined || parts.length !== names.length) return false;
  const below = await entriesOf(join(folder, train));
  return (await Promise.all(below.map((entry) => kindOf(join(folder, train), entry)))).includes('folder');
}

/** The part that a path's first folder is named after. */
export const partOfFolder = (path: string): SplitName | null => splitFolders[path.slice(0, path.indexOf('/')).toLowerCase()] ?? null;

/** The class is the first folder of the path, or the second where the first is a part of the split. */
function byFolder(images: string[], inSplits: boolean, skipped: Tree['skipped']): LabelledFile[] {
  return images.flatMap((path) => {
    const names = path.split('/');
    const label = names[inSplits ? 1 : 0];
    if (label === undefined || names.length < (inSplits ? 3 : 2)) {
      skipped.push({ path, reason: 'it lies in no class folder' });
      return [];
    }
    return { path, label, split: inSplits ? partOfFolder(path) : null };
  });
}
