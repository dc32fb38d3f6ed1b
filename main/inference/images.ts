import { channelCount, type ImagePreprocessing } from '#app/data/images.ts';
import type { Batch } from '#main/engine/engine.ts';
import { decodeNow } from '#main/importers/images/decode.ts';
import { readImageFile } from '#main/importers/images/image-file.ts';
import { freeDecoded } from '#main/importers/images/native-memory.ts';
import { ImageProblem } from '#main/importers/images/problem.ts';

/** Decoded pixels, or why there are none, said so that it follows "… must be an image;". */
export type Pixels = { pixels: Uint8Array } | { reason: string };

/** Reads a file as the import does: the same decoder, the same pixels. */
export const pixelsOfFile = (path: string, preprocessing: ImagePreprocessing): Promise<Pixels> =>
  attempt(() => decodeNow(readImageFile(path).bytes, preprocessing).pixels);

/** The same of an encoded image in memory. */
export const pixelsOfBytes = (bytes: Uint8Array, preprocessing: ImagePreprocessing): Promise<Pixels> =>
  attempt(() => decodeNow(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), preprocessing).pixels);

/** A batch of images one after another; `labels` as long as `images`. */
export function batchOf(images: readonly Uint8Array[], labels: Int32Array, { width, height, channels }: ImagePreprocessing): Batch {
  return { inputs: Buffer.concat(images), shape: [images.length, height, width, channelCount[channels]], answers: labels };
}

async function attempt(decode: () => Uint8Array): Promise<Pixels> {
  // What was decoded before is freed first: a folder of photographs would not fit into memory.
  await freeDecoded();
  try {
    return { pixels: decode() };
  } catch (error) {
    if (error instanceof ImageProblem) return { reason: error.message };
    throw error;
  }
}
