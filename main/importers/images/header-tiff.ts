import { type Directory, orientationIn, readDirectory } from './exif.ts';
import type { ImageHeader } from './header.ts';
import { cutOff, damaged } from './problem.ts';

/** Tags of TIFF 6.0, section 8 and on. */
export const tag = {
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  samples: 277,
  stripBytes: 279,
  tileOffsets: 324,
  tileBytes: 325,
  sampleFormat: 339,
} as const;

/** TIFF: the first page. */
export function readTiff(bytes: Buffer, whole: boolean): Omit<ImageHeader, 'format'> {
  const directory = readDirectory(bytes);
  if (directory === null) throw cutOff();
  const width = directory.get(tag.width)?.[0];
  const height = directory.get(tag.height)?.[0];
  if (width === undefined || height === undefined) throw damaged('TIFF', 'no size');
  if (whole) checkData(directory, bytes.length);
  return { width, height, orientation: orientationIn(directory), gray: (directory.get(tag.photometric)?.[0] ?? 2) <= 1 };
}

/** The strips or tiles must lie inside the file. */
function checkData(directory: Directory, length: number): void {
  const offsets = directory.get(tag.stripOffsets) ?? directory.get(tag.tileOffsets) ?? [];
  const sizes = directory.get(tag.stripBytes) ?? directory.get(tag.tileBytes) ?? [];
  if (offsets.length === 0) throw cutOff();
  offsets.forEach((offset, i) => {
    if (offset + (sizes[i] ?? 1) > length) throw cutOff();
  });
}
