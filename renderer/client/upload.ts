import type { Result } from '#app/contract/channel.ts';
import { decode } from '#app/contract/codec.ts';
import { answer, connectionLost } from './answer.ts';
import type { UploadFile } from './client.ts';

/** Sends files one form a batch to POST /upload; the first answer names the folder, which the following ones go on with. */
export async function upload(files: UploadFile[], progress: (sent: number) => void): Promise<Result<{ folder: string }>> {
  let folder = '';
  const batch = 64;
  for (let start = 0; start < files.length; start += batch) {
    const form = new FormData();
    if (folder !== '') form.set('folder', folder);
    for (const { path, file } of files.slice(start, start + batch)) form.append('file', file, path);
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
  return { ok: true, value: { folder } };
}
