import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { AppError, appError } from '#app/errors.ts';
import { writeError } from '../store/whole-file.ts';
import { limitSilence } from './body.ts';
import { replyResult } from './reply.ts';
import { uploadPath } from './upload-names.ts';

const limits = { fileSize: 512 * 2 ** 20, files: 1000, fields: 4, fieldSize: 8192 };

/**
 * Folders of the visitor's machine, laid below `root`, each upload into a folder of its own. They stay: a
 * dataset shows its pictures from there.
 */
export class Uploads {
  readonly #root: string;
  readonly #made = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  /**
   * POST /upload, multipart: `folder` goes on with an earlier answer's folder, each file has its path below the chosen folder
   * as its name. Answers {folder}, a path for datasets.scan. What fails takes its whole folder with it.
   */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      replyResult(response, 200, 'msgpack', { ok: true, value: { folder: await this.#take(request) } });
    } catch (error) {
      response.setHeader('connection', 'close');
      const told =
        error instanceof AppError ? error : appError('upload-failed', { why: error instanceof Error ? error.message : String(error) });
      replyResult(response, 200, 'msgpack', { ok: false, error: told.toJSON() });
    }
  }

  async #take(request: IncomingMessage): Promise<string> {
    const form = formOf(request);
    const open = new Set<Readable>();
    const writing: Promise<void>[] = [];
    let folder: Promise<string> | null = null;
    let failure: unknown = null;
    const fail = (error: unknown) => {
      failure ??= error;
    };
    form.on('field', (name, value) => {
      if (name === 'folder' && this.#made.has(value)) folder ??= Promise.resolve(value);
    });
    form.on('file', (_field, stream, name) => {
      open.add(stream);
      folder ??= this.#newFolder();
      const written = folder.then((into) => write(stream, into, name));
      // What cannot be written is read to its end all the same: only then does the sender hear why.
      writing.push(written.catch(fail).finally(() => stream.resume()));
    });
    form.on('filesLimit', () => fail(appError('upload-failed', { why: `one part of it may hold ${limits.files} files` })));
    request.once('close', () => {
      if (request.complete) return;
      for (const stream of open) stream.destroy();
      form.destroy(new Error('the sender went away'));
    });
    const lift = limitSilence(request);
    await finished(request.pipe(form)).catch(fail);
    await Promise.all(writing);
    lift();
    if (failure === null && folder !== null) return folder;
    if (folder !== null) await this.#forget(await folder);
    throw failure ?? appError('upload-failed', { why: 'it holds no file' });
  }

  async #forget(folder: string): Promise<void> {
    this.#made.delete(folder);
    await rm(folder, { recursive: true, force: true });
  }

  async #newFolder(): Promise<string> {
    await mkdir(this.#root, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(this.#root, 'upload-'));
    this.#made.add(folder);
    return folder;
  }
}

function formOf(request: IncomingMessage) {
  const contentType = request.headers['content-type'];
  if (contentType === undefined || !/^multipart\/form-data;/i.test(contentType))
    throw appError('upload-failed', { why: 'it must be a form with files' });
  return new Busboy({ headers: { ...request.headers, 'content-type': contentType }, preservePath: true, limits });
}

async function write(stream: BusboyFileStream, folder: string, name: string): Promise<void> {
  const parts = uploadPath(name);
  if (parts === null) throw appError('upload-failed', { why: `"${name}" is no name for a file` });
  const path = join(folder, ...parts);
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    throw writeError(error, path);
  }
  if (stream.truncated) throw appError('upload-failed', { why: `"${name}" is larger than ${limits.fileSize / 2 ** 20} MiB` });
}
