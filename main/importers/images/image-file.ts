import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { ImageProblem, limits } from './problem.ts';

/** A file's bytes, all or the first, its size, and when it was last changed (ms since 1970). The bytes are good until the next file is read. */
export interface ImageFile {
  bytes: Buffer;
  size: number;
  modifiedAt: number;
}

/** The file is not there any more, or its drive is not. */
export class FileGone extends ImageProblem {}

/** Read into again and again, so that ten thousand small files leave no garbage behind. */
const scratch = Buffer.allocUnsafeSlow(2 ** 20);

/**
 * Reads a regular file of at most 200 MB, or its first MB where it is larger than `whole`; throws ImageProblem for anything
 * else. A pipe or a device is not waited for.
 */
export function readImageFile(path: string, whole: number = limits.bytes): ImageFile {
  let descriptor: number | null = null;
  try {
    descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new ImageProblem(stat.isDirectory() ? 'got a folder' : 'got a pipe or a device');
    if (stat.size > limits.bytes)
      throw new ImageProblem(`got a file of ${Math.round(stat.size / 1e6)} MB, more than ${limits.bytes / 1e6} MB`);
    const wanted = stat.size > whole ? scratch.length : stat.size;
    const target = wanted <= scratch.length ? scratch : Buffer.allocUnsafeSlow(wanted);
    let length = 0;
    for (let read = -1; read !== 0 && length < wanted; length += read) {
      read = readSync(descriptor, target, length, wanted - length, null);
    }
    return { bytes: target.subarray(0, length), size: stat.size, modifiedAt: Math.max(0, Math.round(stat.mtimeMs)) };
  } catch (error) {
    throw error instanceof ImageProblem ? error : systemProblem(error);
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

const gone = new Set(['EIO', 'ENXIO', 'ENODEV', 'ESTALE', 'ENOTCONN', 'EHOSTDOWN', 'ETIMEDOUT']);

function systemProblem(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return new FileGone('there is no such file');
  if (gone.has(code)) return new FileGone('it went away while it was read');
  if (code === 'EACCES' || code === 'EPERM') return new ImageProblem('got a file that may not be read');
  if (code === 'ELOOP') return new ImageProblem('got a link that leads to itself');
  return code.startsWith('E') && !code.startsWith('ERR_') ? new ImageProblem(`got a file that cannot be read (${code})`) : error;
}
