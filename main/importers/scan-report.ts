import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Scan } from '#app/contract/datasets.ts';
import type { ImagePreprocessing, SplitSettings } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import { classSizes, type FolderScan } from './folder-scan.ts';
import { type ImageHeader, readHeader } from './images/header.ts';
import { ImageProblem } from './images/problem.ts';

/** How many images are looked into, and how far: a header lies in the first bytes, nearly always. */
const sampled = 200;
const headBytes = 128 * 1024;
/** A class must be trained, validated and tested on. */
export const leastOfClass = 3;

/** What a scan tells before anything is imported: sizes, suggested settings, and what stands in the way. */
export async function reportScan(scan: FolderScan): Promise<Scan> {
  const headers = await sampleHeaders(scan);
  const classes = classSizes(scan);
  const given = scan.layout === 'split-folders';
  return {
    folder: scan.folder,
    layout: scan.layout,
    classes,
    items: scan.files.length,
    ignored: scan.ignored,
    splits: given ? countSplits(scan) : null,
    sizes: commonSizes(headers),
    suggested: {
      name: nameOf(scan.folder),
      preprocessing: suggestPreprocessing(headers),
      split: suggestSplit(scan),
    },
    problems: [...classProblems(classes), ...folderProblems(scan)],
  };
}

/** The parts of the folders where there are any, else 80/10/10. */
export const suggestSplit = (scan: FolderScan): SplitSettings => ({
  train: 80,
  validation: 10,
  test: 10,
  seed: 7,
  given: scan.layout === 'split-folders',
});

/** Headers of some images, evenly spread; what cannot be read is left for the import to tell. */
export async function sampleHeaders({ folder, files }: FolderScan): Promise<ImageHeader[]> {
  const step = Math.max(1, files.length / sampled);
  const chosen = Array.from({ length: Math.min(sampled, files.length) }, (_, i) => files[Math.floor(i * step)]);
  const headers = await Promise.all(chosen.map((file) => (file === undefined ? null : headerOf(join(folder, file.path)))));
  return headers.filter((header) => header !== null);
}

async function headerOf(path: string): Promise<ImageHeader | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return readHeader(buffer.subarray(0, bytesRead), false);
  } catch (error) {
    if (error instanceof ImageProblem || (error instanceof Error && 'code' in error)) return null;
    throw error;
  } finally {
    await file.close();
  }
}

function commonSizes(headers: ImageHeader[]): Scan['sizes'] {
  const sizes = new Map<string, Scan['sizes'][number]>();
  for (const { width, height, orientation } of headers) {
    const size = orientation > 4 ? { width: height, height: width } : { width, height };
    const key = `${size.width}×${size.height}`;
    const known = sizes.get(key);
    if (known === undefined) sizes.set(key, { ...size, items: 1 });
    else known.items += 1;
  }
  return [...sizes.values()].sort((a, b) => b.items - a.items || b.width * b.height - a.width * a.height).slice(0, 20);
}

/** Small images of one size stay as they are; others become squares of 32, or of 64 where there is detail to keep. */
export function suggestPreprocessing(headers: ImageHeader[]): ImagePreprocessing {
  const [most] = commonSizes(headers);
  const kept = most !== undefined && most.width <= 64 && most.height <= 64 && most.items * 2 >= headers.length;
  const side = most !== undefined && Math.min(most.width, most.height) >= 128 ? 64 : 32;
  const width = kept ? most.width : side;
  const height = kept ? most.height : side;
  const stretched = headers.filter((header) => Math.abs(Math.log((header.width / header.height / width) * height)) > 0.05).length;
  return {
    kind: 'images',
    width,
    height,
    channels: headers.length > 0 && headers.every((header) => header.gray) ? 'gray' : 'rgb',
    fit: stretched * 2 > headers.length ? 'cover' : 'stretch',
    background: 0,
  };
}

function classProblems(classes: { name: string; items: number }[]): Scan['problems'] {
  const counts = classes.map((each) => each.items).sort((a, b) => a - b);
  const usual = counts[Math.floor(counts.length / 2)] ?? 0;
  return classes.flatMap(({ name, items }) => {
    if (items < leastOfClass) {
      const { message, remedy } = appError('class-too-small', { name, got: items, what: 'images' });
      return { message, remedy, class: name };
    }
    if (items * 4 > usual) return [];
    return {
      message: `"${name}" is rare: ${items} images, where others have about ${usual}.`,
      remedy: 'Add images to it, or weight the classes in training.',
      class: name,
    };
  });
}

function folderProblems(scan: FolderScan): Scan['problems'] {
  const problems: Scan['problems'] = [];
  if (scan.skipped.length > 0) {
    const [first] = scan.skipped;
    problems.push({
      message: `${scan.skipped.length} ${scan.skipped.length === 1 ? 'file' : 'files'} cannot be taken; the first: ${first?.path}: ${first?.reason}.`,
      remedy: 'They are listed with the data after the import.',
    });
  }
  const splits = countSplits(scan);
  if (scan.layout === 'split-folders' && (splits.validation === 0 || splits.test === 0)) {
    const missing = splits.validation === 0 ? (splits.test === 0 ? 'validation and test' : 'validation') : 'test';
    problems.push({
      message: `There is no folder for ${missing}.`,
      remedy: 'It is drawn from the training images, in the shares of the split.',
    });
  }
  return problems;
}

function countSplits(scan: FolderScan): { train: number; validation: number; test: number } {
  const counts = { train: 0, validation: 0, test: 0 };
  for (const file of scan.files) if (file.split !== null) counts[file.split] += 1;
  return counts;
}

/** The folder's own name, fit to be a title. */
function nameOf(folder: string): string {
  const name = basename(folder)
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 120);
  return name === '' ? 'Images' : name;
}
