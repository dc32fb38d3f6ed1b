import { readBmp } from './header-bmp.ts';
import { readGif } from './header-gif.ts';
import { readJpeg } from './header-jpeg.ts';
import { readPng } from './header-png.ts';
import { readTiff } from './header-tiff.ts';
import { readWebp } from './header-webp.ts';
import { otherContent } from './other-content.ts';
import { checkSize, cutOff, ImageProblem } from './problem.ts';

export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'bmp' | 'gif' | 'tiff';

/** What a file says of itself before anything is decoded. */
export interface ImageHeader {
  format: ImageFormat;
  /** As stored: before the orientation is applied. */
  width: number;
  height: number;
  /** EXIF orientation, 1 (upright) to 8. */
  orientation: number;
  gray: boolean;
}

/**
 * Reads format, size and orientation from the bytes, never from the file's name; throws ImageProblem for what is no image we
 * read, is larger than the limits, or (with `whole`) ends before its image does. Decoders are lenient there: they fill up with grey.
 */
export function readHeader(bytes: Buffer, whole = true): ImageHeader {
  if (bytes.length === 0) throw new ImageProblem('got an empty file');
  const format = formatOf(bytes);
  if (format === null) throw new ImageProblem(`got ${otherContent(bytes)}`);
  const header = { format, ...measured(bytes, format, whole) };
  checkSize(header.width, header.height);
  return header;
}

function measured(bytes: Buffer, format: ImageFormat, whole: boolean): Omit<ImageHeader, 'format'> {
  try {
    return readers[format](bytes, whole);
  } catch (error) {
    // Read past the end: an offset or a length in the file points there.
    throw error instanceof RangeError ? cutOff() : error;
  }
}

const readers: Record<ImageFormat, (bytes: Buffer, whole: boolean) => Omit<ImageHeader, 'format'>> = {
  png: readPng,
  jpeg: readJpeg,
  webp: readWebp,
  bmp: readBmp,
  gif: readGif,
  tiff: readTiff,
};

function formatOf(bytes: Buffer): ImageFormat | null {
  const starts = (text: string, at = 0) => bytes.toString('latin1', at, at + text.length) === text;
  if (starts('\x89PNG\r\n\x1a\n')) return 'png';
  if (starts('\xff\xd8\xff')) return 'jpeg';
  if (starts('RIFF') && starts('WEBP', 8)) return 'webp';
  if (starts('GIF87a') || starts('GIF89a')) return 'gif';
  if (starts('II*\0') || starts('MM\0*')) return 'tiff';
  if (starts('BM')) return 'bmp';
  return null;
}
