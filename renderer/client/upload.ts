import type { Result } from '#app/contract/channel.ts';
import { decode } from '#app/contract/codec.ts';
import { answer, connectionLost } from './answer.ts';
import type { UploadFile } from './client.ts';

/** Sends files one form a batch to POST /upload; the first answer names the folder, which the following ones go on with. */
export async function upload(files: UploadFile[], progress: (sent: number) => void): Promise<Result<{ folder: string }>> {
  const shared = sharedTop(files);
  // A name that the other machine might write differently is left out: then the upload's own folder is the chosen one.
  const top = shared !== null && portable.test(shared) ? shared : null;
  const pathOf = (path: string): string => (shared !== null && top === null ? path.slice(shared.length + 1) : path);
  let folder = '';
  const batch = 64;
  for (let start = 0; start < files.length; start += batch) {
    const form = new FormData();
    if (folder !== '') form.set('folder', folder);
    for (const { path, file } of files.slice(start, start + batch)) form.append('file', file, pathOf(path));
    try {
      const response = await fetch('/upload', { method: 'POST', body: form });
      const result = answer(decode(await response.arrayBuffer()));
      if (!result.ok) return result;
      // The door answers {folder} for every batch of one upload.
      folder = (result.value as { folder: string }).folder;
    } catch {
      return connectionLost();
    }
    progress(Math.min(start + batch, files.length));
  }
  return { ok: true, value: { folder: top === null ? folder : `${folder}/${top}` } };
}

/** Names that every system writes the same. */
const portable = /^[\p{L}\p{N}_][\p{L}\p{N} ._()-]{0,99}(?<![. ])$/u;

/** The one folder that all files lie in, as when a folder was chosen; null where there is none. */
function sharedTop(files: readonly UploadFile[]): string | null {
  const first = files[0]?.path ?? '';
  const top = first.slice(0, Math.max(0, first.indexOf('/')));
  return top !== '' && files.every(({ path }) => path.startsWith(`${top}/`)) ? top : null;
}
