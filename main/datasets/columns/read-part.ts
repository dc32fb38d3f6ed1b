import type { FileHandle } from 'node:fs/promises';

/** Reads so many bytes of a file into the beginning of `into`; false where it has fewer. */
export async function readPart(file: FileHandle, offset: number, length: number, into: Uint8Array): Promise<boolean> {
  for (let at = 0; at < length; ) {
    const { bytesRead } = await file.read(into, at, length - at, offset + at);
    if (bytesRead === 0) return false;
    at += bytesRead;
  }
  return true;
}
