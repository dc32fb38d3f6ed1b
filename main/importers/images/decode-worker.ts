import { hash } from 'node:crypto';
import { channelCount, type ImagePreprocessing } from '#app/data/images.ts';
import { leaveSignalsToParent } from '#main/signals.ts';
import { decodeNow } from './decode.ts';
import { decodingMemory } from './decode-rgba.ts';
import { readHeader } from './header.ts';
import { FileGone, readImageFile } from './image-file.ts';
import { freeDecoded } from './native-memory.ts';
import { makePicture } from './picture.ts';
import { ImageProblem } from './problem.ts';
import type { DecoderOrder, DecoderReport, FileResult, Picture } from './protocol.ts';

/** The program of a decoder process: it reads files and answers with pixels. A file that kills it costs this process only. */

/** An image that needs more than this is decoded only when asked for as `large`. */
const mostMemory = 32e6;
/** So is a larger file; of it only the beginning is read, for its size in pixels. */
const wholeBytes = 8e6;

const orders: DecoderOrder[] = [];

process.on('message', (order: DecoderOrder) => {
  orders.push(order);
  if (orders.length === 1) void work();
});
process.on('disconnect', () => process.exit());
leaveSignalsToParent();
report({ type: 'ready' });

async function work(): Promise<void> {
  for (let order = orders[0]; order !== undefined; order = orders[0]) {
    report(order.type === 'decode' ? await decodeFiles(order) : { type: 'picture', id: order.id, picture: picture(order) });
    await freeDecoded();
    orders.shift();
  }
}

async function decodeFiles({ id, files, preprocessing, large }: Extract<DecoderOrder, { type: 'decode' }>): Promise<DecoderReport> {
  const itemBytes = preprocessing.width * preprocessing.height * channelCount[preprocessing.channels];
  const pixels = new Uint8Array(files.length * itemBytes);
  let end = 0;
  const results: FileResult[] = [];
  for (const file of files) {
    const result = decodeFile(file, preprocessing, large, pixels.subarray(end, end + itemBytes));
    if (result.kind === 'item') end += itemBytes;
    results.push(result);
    await freeDecoded();
  }
  return { type: 'decoded', id, results, pixels: pixels.subarray(0, end) };
}

function decodeFile(path: string, preprocessing: ImagePreprocessing, large: boolean, into: Uint8Array): FileResult {
  try {
    const { bytes, size, modifiedAt } = readImageFile(path, large ? undefined : wholeBytes);
    if (bytes.length < size) return { kind: 'large', memory: size + (memoryByStart(bytes) ?? 10 * size) };
    const header = readHeader(bytes);
    const memory = size + decodingMemory(header);
    if (memory > mostMemory && !large) return { kind: 'large', memory };
    const image = decodeNow(bytes, preprocessing, header);
    into.set(image.pixels);
    return {
      kind: 'item',
      ...image.original,
      bytes: bytes.length,
      modifiedAt,
      hash: hash('sha256', bytes, 'hex'),
      pixels: hash('sha256', image.pixels, 'hex'),
    };
  } catch (error) {
    return { kind: 'skipped', reason: reasonOf(error), gone: error instanceof FileGone };
  }
}

/** What decoding takes, as far as a file's beginning tells; a TIFF, say, may keep its size at its end. */
function memoryByStart(bytes: Buffer): number | null {
  try {
    return decodingMemory(readHeader(bytes, false));
  } catch (error) {
    if (error instanceof ImageProblem) return null;
    throw error;
  }
}

function picture({ path, size, hash: wanted }: Extract<DecoderOrder, { type: 'picture' }>): Picture {
  try {
    const { bytes } = readImageFile(path);
    if (wanted !== null && hash('sha256', bytes, 'hex') !== wanted) return { kind: 'none', reason: 'the file was changed' };
    return makePicture(bytes, size);
  } catch (error) {
    return { kind: 'none', reason: reasonOf(error) };
  }
}

/** A file from outside must not end the import, whatever it makes our own code do. */
function reasonOf(error: unknown): string {
  if (error instanceof ImageProblem) return error.message;
  console.error(error);
  return `got something that confuses the decoder (${error instanceof Error ? error.message : String(error)})`;
}

function report(message: DecoderReport): void {
  process.send?.(message);
}
