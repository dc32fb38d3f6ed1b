import { createHash, randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type AppError, appError } from '#app/errors.ts';
import { type Disk, type DiskFile, disk as realDisk } from './disk.ts';

/** What a file's row in the store says of it. */
export interface Written {
  bytes: number;
  sha256: string;
}

export interface WholeFileOptions {
  /** For the error's text: "the checkpoint of epoch 3". */
  what?: string;
  mode?: number;
  disk?: Disk;
}

/** Ending of files under way; what a killed process leaves is found by it and removed. */
export const temporaryEnding = '.unfold-temp';

/**
 * Writes a file so that at any moment, and after a power cut, it is there whole or as it was before: temp → fsync →
 * rename → fsync folder. Rejects with disk-full or write-failed and removes the temp. The folder must exist.
 */
export async function writeWhole(
  path: string,
  content: Uint8Array | string | AsyncIterable<Uint8Array>,
  options: WholeFileOptions = {},
): Promise<Written> {
  const disk = options.disk ?? realDisk;
  const temporary = join(dirname(path), `.${randomUUID()}${temporaryEnding}`);
  const hash = createHash('sha256');
  let bytes = 0;
  let file: DiskFile | null = null;
  try {
    file = await disk.create(temporary, options.mode ?? 0o644);
    for await (const part of parts(content)) {
      await file.write(part);
      hash.update(part);
      bytes += part.length;
    }
    await file.sync();
    await file.close();
    file = null;
    await disk.rename(temporary, path);
    await disk.syncFolder(dirname(path));
    return { bytes, sha256: hash.digest('hex') };
  } catch (error) {
    // What fails now fails for the reason that is being told already.
    await file?.close().catch(() => {});
    await disk.remove(temporary).catch(() => {});
    throw writeError(error, path, options.what);
  }
}

/** Tells a system error of writing `path` as disk-full or write-failed; anything else comes back as it is. */
export function writeError(error: unknown, path: string, what = basename(path)): AppError | Error {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_FULL')
    return appError('disk-full', { what, folder: dirname(path) }, String(error));
  if (code === null) return error instanceof Error ? error : new Error(String(error));
  const why = reasons[code] ?? (code.startsWith('SQLITE_IOERR') ? 'the system refused to read or write it' : code);
  return appError('write-failed', { file: path, why }, String(error));
}

const reasons: Readonly<Record<string, string>> = {
  EFBIG: 'the system allows no file as large',
  EROFS: 'the drive is read-only',
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  EEXIST: 'a file is in its place',
  EIO: 'the drive reports an error',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
};

/** The code of an error that the system raised, else null. */
export function systemCode(error: unknown): string | null {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^(E[A-Z0-9]+|SQLITE_[A-Z_]+)$/.test(code) && !code.startsWith('ERR_') ? code : null;
}

async function* parts(content: Uint8Array | string | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  if (typeof content === 'string') yield new TextEncoder().encode(content);
  else if (content instanceof Uint8Array) yield content;
  else yield* content;
}
