import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { appError } from '#app/errors.ts';
import { Decoding, type Encoding } from './decoding.ts';
import { detectEncoding } from './encoding.ts';

/** How a file was when it was looked at: what is read later must be the same. */
export interface FileState {
  bytes: number;
  /** Milliseconds since 1970. */
  modifiedAt: number;
}

/** A piece of a file's text; `end` is how many bytes of the file have been read with it. */
export interface Block {
  text: string;
  end: number;
  last: boolean;
}

/** The same of its bytes. */
export interface Piece {
  bytes: Buffer;
  end: number;
  last: boolean;
}

const blockBytes = 2 ** 20;
const samples = 16;
const sampleBytes = 64 * 1024;

/** A regular file that is open, of known size and encoding. */
export class TextFile {
  readonly path: string;
  readonly state: FileState;
  readonly encoding: Encoding;
  readonly #file: FileHandle;
  /** Length of the byte order mark. */
  readonly #mark: number;

  private constructor(path: string, file: FileHandle, state: FileState, encoding: Encoding, mark: number) {
    this.path = path;
    this.state = state;
    this.encoding = encoding;
    this.#file = file;
    this.#mark = mark;
  }

  /**
   * Opens it; a pipe or a device is not waited for. `encoding` overrules what the bytes say. Throws file-missing, file-closed,
   * text-file-empty, text-file-other, and text-file-changed where it is not as it was in `before`.
   */
  static async open(path: string, encoding?: Encoding, before?: FileState): Promise<TextFile> {
    const { file, state } = await openRegular(path, before);
    try {
      const found = detectEncoding(await sample(file, state.bytes));
      if ('other' in found) throw appError('text-file-other', { file: path, got: found.other });
      const mark = encoding === undefined || encoding === found.name ? found.mark : 0;
      return new TextFile(path, file, state, encoding ?? found.name, mark);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** The text of the first bytes, at most so many; `last` says that it is all. */
  async head(bytes: number): Promise<Block> {
    const buffer = Buffer.alloc(Math.min(bytes, this.state.bytes));
    const length = await fill(this.#file, buffer, 0);
    const last = length === this.state.bytes;
    const text = new Decoding(this.encoding).decode(buffer.subarray(this.#mark, length), last);
    return { text, end: length, last };
  }

  /** The text of it all, piece by piece; throws as `pieces` does. */
  async *blocks(signal: AbortSignal): AsyncGenerator<Block> {
    const decoding = new Decoding(this.encoding);
    for await (const { bytes, end, last } of this.pieces(signal)) yield { text: decoding.decode(bytes, last), end, last };
  }

  /**
   * All bytes behind the mark, piece by piece; the memory of one is that of the next but one. The next is read while one is worked on.
   * Throws text-file-changed when it ends before its size or was written to meanwhile.
   */
  async *pieces(signal: AbortSignal): AsyncGenerator<Piece> {
    const memory = [Buffer.allocUnsafeSlow(blockBytes), Buffer.allocUnsafeSlow(blockBytes)] as const;
    let next = this.#piece(memory[0], 0);
    try {
      for (let at = 0, turn = 1; at < this.state.bytes; turn = 1 - turn) {
        signal.throwIfAborted();
        const piece = await next;
        const end = at + piece.length;
        next = this.#piece(memory[turn] ?? memory[0], end);
        // What goes wrong is thrown where it is awaited.
        next.catch(() => undefined);
        yield { bytes: piece.subarray(at === 0 ? this.#mark : 0), end, last: end === this.state.bytes };
        at = end;
      }
    } finally {
      await next.catch(() => undefined);
    }
    await requireSame(this.#file, this.path, this.state);
  }

  async #piece(memory: Buffer, at: number): Promise<Buffer> {
    const piece = memory.subarray(0, Math.min(memory.length, this.state.bytes - at));
    const length = await fill(this.#file, piece, at);
    if (length < piece.length) throw appError('text-file-changed', { file: this.path });
    return piece;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/**
 * Opens a file that is one; a pipe or a device is not waited for. Throws file-missing, file-closed, text-file-empty, text-file-other, and
 * text-file-changed where it is not as it was in `before`.
 */
export async function openRegular(path: string, before?: FileState): Promise<{ file: FileHandle; state: FileState }> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    throw systemError(path, error);
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw appError('text-file-other', { file: path, got: stat.isDirectory() ? 'a folder' : 'a pipe or a device' });
    const state = stateOf(stat);
    if (before !== undefined && !isSame(before, state)) throw appError('text-file-changed', { file: path });
    if (state.bytes === 0) throw appError('text-file-empty', { file: path });
    return { file, state };
  } catch (error) {
    await file.close();
    throw error;
  }
}

const stateOf = ({ size, mtimeMs }: { size: number; mtimeMs: number }): FileState => ({ bytes: size, modifiedAt: Math.round(mtimeMs) });
const isSame = (one: FileState, other: FileState): boolean => one.bytes === other.bytes && one.modifiedAt === other.modifiedAt;

/** Throws text-file-changed where an open file is not as it was. */
export async function requireSame(file: FileHandle, path: string, before: FileState): Promise<void> {
  if (!isSame(before, stateOf(await file.stat()))) throw appError('text-file-changed', { file: path });
}

/** Pieces from all over the file, from even places, the first from its beginning. */
async function sample(file: FileHandle, size: number): Promise<Buffer[]> {
  if (size <= samples * sampleBytes) {
    const all = Buffer.alloc(size);
    return [all.subarray(0, await fill(file, all, 0))];
  }
  const pieces: Buffer[] = [];
  for (let i = 0; i < samples; i += 1) {
    const piece = Buffer.alloc(sampleBytes);
    const at = 2 * Math.floor(((size - sampleBytes) * i) / (samples - 1) / 2);
    pieces.push(piece.subarray(0, await fill(file, piece, at)));
  }
  return pieces;
}

/** Reads until the buffer is full or the file ends; how much it was. */
async function fill(file: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

function systemError(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return appError('file-missing', { file: path });
  if (code === 'EACCES' || code === 'EPERM') return appError('file-closed', { file: path });
  return code === 'ENXIO' || code === 'ELOOP'
    ? appError('text-file-other', { file: path, got: `a file that cannot be read (${code})` })
    : error;
}
