import { type Orientation, Transformer } from '@napi-rs/image';
import { placement } from '#app/data/fit.ts';
import { channelCount, type ImagePreprocessing } from '#app/data/images.ts';
import { flattened, resizeTransparent } from './alpha.ts';
import { decodeRgba, decodingMemory, isLarge, refusal } from './decode-rgba.ts';
import { type ImageHeader, readHeader } from './header.ts';
import { noteDecoded } from './native-memory.ts';
import { crop, hasAlpha, isKnown, isOpaque, type Rgba, resized, resizeOpaque, upright } from './rgba.ts';

/** An image as the network gets it: [height, width, channels], and the size it had upright. */
export interface DecodedImage {
  pixels: Uint8Array;
  width: number;
  height: number;
  original: { width: number; height: number };
}

/**
 * The one way from a file's bytes to a network's pixels: for import, prediction and trial. Throws ImageProblem where the bytes
 * are no image we read. It is synchronous: it belongs in a process that serves nobody meanwhile; whoever decodes many awaits
 * freeDecoded in between.
 */
export function decodeNow(bytes: Buffer, preprocessing: ImagePreprocessing, header = readHeader(bytes)): DecodedImage {
  const { width, height } = preprocessing;
  const { image, x, y } = quick(bytes, header, preprocessing) ?? thorough(bytes, header, preprocessing);
  return { pixels: onCanvas(image, x, y, preprocessing), width, height, original: uprightSize(header) };
}

export const uprightSize = ({ width, height, orientation }: ImageHeader) =>
  orientation > 4 ? { width: height, height: width } : { width, height };

/** The resized image and where it goes on the network's canvas. */
interface Placed {
  image: Rgba;
  x: number;
  y: number;
}

/** Decoded and resized in one go, for what is opaque and whole: nearly all images. Null for the others; the pixels are the same. */
function quick(bytes: Buffer, header: ImageHeader, preprocessing: ImagePreprocessing): Placed | null {
  const { width, height } = uprightSize(header);
  const { crop, size, x, y } = placement({ width, height }, preprocessing);
  if (header.format === 'gif' || isLarge(header) || crop.width !== width || crop.height !== height) return null;
  noteDecoded(decodingMemory(header));
  try {
    const source = new Transformer(bytes);
    const { colorType } = source.metadataSync();
    if (!isKnown(colorType) || hasAlpha(colorType)) return null;
    if (header.orientation > 1) source.rotate(header.orientation as Orientation); // 1 to 8: what the enum holds
    return { image: { pixels: resized(source, size.width, size.height), ...size }, x, y };
  } catch (error) {
    if (header.format === 'tiff') return null;
    throw refusal(error, header.format);
  }
}

function thorough(bytes: Buffer, header: ImageHeader, preprocessing: ImagePreprocessing): Placed {
  // Twice the target at least, so that shrinking first is not seen.
  const side = Math.max(256, 2 * Math.max(preprocessing.width, preprocessing.height));
  const whole = upright(decodeRgba(bytes, header, side), header.orientation);
  // Placed by the size it has here: a large image has been shrunk.
  const { crop: box, size, x, y } = placement(whole, preprocessing);
  const source = crop(whole, box);
  const { channels, background } = preprocessing;
  if (channels === 'rgba' && !isOpaque(source)) return { image: resizeTransparent(source, size.width, size.height, background), x, y };
  return { image: resizeOpaque(isOpaque(source) ? source : flattened(source, background), size.width, size.height), x, y };
}

/** Puts the image on the background and keeps the channels that are asked for; around it, RGBA is transparent. */
function onCanvas({ pixels, width }: Rgba, left: number, top: number, preprocessing: ImagePreprocessing): Uint8Array {
  const { channels, background } = preprocessing;
  const samples = channelCount[channels];
  const canvas = new Uint8Array(preprocessing.width * preprocessing.height * samples);
  const padded = canvas.length * 4 > pixels.length * samples;
  if (padded) for (let at = 0; at < canvas.length; at += 1) canvas[at] = samples === 4 && at % 4 === 3 ? 0 : background;
  for (let from = 0, pixel = 0; from < pixels.length; from += 4, pixel += 1) {
    const to = ((top + Math.floor(pixel / width)) * preprocessing.width + left + (pixel % width)) * samples;
    const red = pixels[from] ?? 0;
    const green = pixels[from + 1] ?? 0;
    const blue = pixels[from + 2] ?? 0;
    if (samples === 1) {
      canvas[to] = luma(red, green, blue);
      continue;
    }
    canvas[to] = red;
    canvas[to + 1] = green;
    canvas[to + 2] = blue;
    if (samples === 4) canvas[to + 3] = pixels[from + 3] ?? 0;
  }
  return canvas;
}

/** Grey as ITU-R BT.601 weighs it, like Pillow and Keras: 0.299 R + 0.587 G + 0.114 B, in 16 bits. */
const luma = (red: number, green: number, blue: number): number => (red * 19595 + green * 38470 + blue * 7471 + 32768) >> 16;
