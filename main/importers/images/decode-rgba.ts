import { ResizeFilterType, ResizeFit, Transformer } from '@napi-rs/image';
import { decodeGif } from './gif.ts';
import type { ImageFormat, ImageHeader } from './header.ts';
import { noteDecoded } from './native-memory.ts';
import { ImageProblem } from './problem.ts';
import { type Rgba, toRgba } from './rgba.ts';
import { decodeOtherTiff } from './tiff.ts';

/** Above this many pixels the decoder shrinks an image first: the quick resizer would make two copies of it. */
const largePixels = 6e6;
export const isLarge = ({ width, height }: { width: number; height: number }): boolean => width * height > largePixels;

/** About so many bytes are needed to decode an image. */
export const decodingMemory = ({ width, height }: { width: number; height: number }): number => width * height * 10;

/** All pixels of a file as stored, not yet upright; a large one shrunk to `side` pixels on its short side. Throws ImageProblem. */
export function decodeRgba(bytes: Buffer, header: ImageHeader, side: number): Rgba {
  noteDecoded(decodingMemory(header));
  if (header.format === 'gif') return decodeGif(bytes);
  try {
    const source = new Transformer(bytes);
    const { colorType, ...full } = source.metadataSync();
    const scale = isLarge(full) ? Math.min(1, side / Math.min(full.width, full.height)) : 1;
    const width = Math.ceil(full.width * scale);
    const height = Math.ceil(full.height * scale);
    if (scale < 1) source.resize({ width, height, filter: ResizeFilterType.Triangle, fit: ResizeFit.Fill });
    return toRgba(source.rawPixelsSync(), colorType, width, height);
  } catch (error) {
    const other = header.format === 'tiff' ? decodeOtherTiff(bytes) : null;
    if (other !== null) return other;
    throw refusal(error, header.format);
  }
}

/** Says in our words why the decoder refused: it knows only of files, so whatever it throws is about this one. */
export function refusal(error: unknown, format: ImageFormat): ImageProblem {
  if (error instanceof ImageProblem) return error;
  const text = error instanceof Error ? error.message : String(error);
  const why = text
    .replace(/^(Decode image failed )?((Format error|The decoder|The encoder or decoder) (decoding|for) \w+:? )?/i, '')
    .slice(0, 160);
  const name = names[format];
  if (/memory limit|limits? (are|is)? ?exceeded/i.test(text)) return new ImageProblem(`got a ${name} that takes too much memory to decode`);
  if (/support/i.test(text)) return new ImageProblem(`got a ${name} of a kind that Unfold does not read (${why})`);
  return new ImageProblem(`got a damaged ${name} (${why})`);
}

const names: Record<ImageFormat, string> = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP', bmp: 'BMP', gif: 'GIF', tiff: 'TIFF' };
