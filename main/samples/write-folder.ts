import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { writeError } from '#main/store/whole-file.ts';

/** So many files are made at a stretch; then others get their turn. */
const atOnce = 20;

/** A file of a sample's folder, made when it is written. */
export interface FolderFile {
  /** Below the folder. */
  name: string;
  content(): Uint8Array | string;
}

interface Work {
  signal: AbortSignal;
  /** Hears how many of the files are there. */
  written(count: number): void;
  /** What the folder is, for the error of a disk that is full. */
  what: string;
}

/**
 * Makes a folder of a sample's files; one that is there already is taken as it is. It comes into being whole. Rejects with disk-full or
 * write-failed, or with the signal's reason.
 */
export async function writeFolder(folder: string, files: readonly FolderFile[], { signal, written, what }: Work): Promise<void> {
  if ((await stat(folder).catch(() => null))?.isDirectory()) return;
  const unfinished = join(dirname(folder), `.${basename(folder)}-${randomUUID()}`);
  try {
    for (const below of new Set(files.map(({ name }) => dirname(name)))) await mkdir(join(unfinished, below), { recursive: true });
    for (let at = 0; at < files.length; at += atOnce) {
      signal.throwIfAborted();
      const some = files.slice(at, at + atOnce);
      await Promise.all(some.map(({ name, content }) => writeFile(join(unfinished, name), content())));
      written(at + some.length);
      await turn();
    }
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw signal.aborted ? signal.reason : writeError(error, folder, what);
  }
}
