import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { Pack } from './manifest.ts';

type PackFile = Pack['files'][number];

/** Something is not what the manifest says it must be. */
export class WrongContent extends Error {
  readonly expected: string;
  readonly got: string;

  constructor(what: string, expected: string, got: string) {
    super(`${what} must be ${expected}; got ${got}`);
    this.expected = expected;
    this.got = got;
  }
}

export interface UnpackOptions {
  signal: AbortSignal;
  /** Bytes just written. */
  onBytes(bytes: number): void;
}

/** Throws WrongContent unless a file has this SHA-256. */
export async function requireSha256(path: string, expected: string, signal: AbortSignal): Promise<void> {
  const hash = createHash('sha256');
  for await (const part of createReadStream(path, { signal, highWaterMark: 2 ** 20 })) hash.update(part);
  const got = hash.digest('hex');
  if (got !== expected) throw new WrongContent('the archive', expected, got);
}

/**
 * Unpacks the files that the manifest names, and no other, from a zip (a jar and a wheel are both) into `folder`, each synced
 * to disk. Names on disk are the manifest's; nothing of the archive decides where anything is written or how much.
 */
export async function unpack(archive: string, pack: Pack, folder: string, options: UnpackOptions): Promise<void> {
  const wanted = new Map(pack.files.map((file) => [file.path, file]));
  const zip = await openPromise(archive, { autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      const file = wanted.get(entry.fileName);
      if (file === undefined) continue;
      wanted.delete(entry.fileName);
      await unpackFile(zip, entry, file, folder, options);
    }
  } finally {
    zip.close();
  }
  const [missing] = wanted.keys();
  if (missing !== undefined) throw new WrongContent(missing, 'in the archive', 'nothing');
}

async function unpackFile(zip: ZipFile, entry: Entry, file: PackFile, folder: string, { signal, onBytes }: UnpackOptions): Promise<void> {
  const handle = await open(join(folder, file.name), 'wx', 0o644);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const part of await zip.openReadStreamPromise(entry)) {
      signal.throwIfAborted();
      bytes += part.length;
      if (bytes > file.bytes) throw new WrongContent(file.name, `${file.bytes} bytes`, 'more');
      hash.update(part);
      await handle.writeFile(part);
      onBytes(part.length);
    }
    const got = hash.digest('hex');
    if (got !== file.sha256) throw new WrongContent(file.name, file.sha256, got);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
