import type { Result } from '#app/contract/channel.ts';
import { decode } from '#app/contract/codec.ts';
import { answer, connectionLost } from './answer.ts';
import type { Uploaded, UploadFile } from './client.ts';

/** Sends files one form a batch to POST /upload; the first answer names the folder, which the following ones go on with. */
export async function upload(files: UploadFile[], progress: (sent: number) => void): Promise<Result<Uploaded>> {
  const [single] = files.length === 1 && !files[0]?.path.includes('/') ? files : [];
  if (single !== undefined) return uploadOne(single.file, nameOf(single.path), progress);
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
    const sent = await send(form);
    if (!sent.ok) return sent;
    folder = sent.value.folder;
    progress(Math.min(start + batch, files.length));
  }
  return { ok: true, value: { folder: top === null ? folder : `${folder}/${top}`, file: null } };
}

/** Sends one file under a name that the other machine writes as it is, so that its path there is known. */
async function uploadOne(file: File, name: string, progress: (sent: number) => void): Promise<Result<Uploaded>> {
  const form = new FormData();
  form.append('file', file, name);
  const sent = await send(form);
  if (!sent.ok) return sent;
  progress(1);
  return { ok: true, value: { folder: sent.value.folder, file: `${sent.value.folder}/${name}` } };
}

/** The file's own name where every system writes it the same, else another with its ending. */
const nameOf = (name: string): string => (portable.test(name) ? name : `file${/\.[a-z0-9]{1,10}$/i.exec(name)?.[0] ?? ''}`);

async function send(form: FormData): Promise<Result<{ folder: string }>> {
  try {
    const response = await fetch('/upload', { method: 'POST', body: form });
    // The door answers {folder} for every form of one upload.
    return answer(decode(await response.arrayBuffer())) as Result<{ folder: string }>;
  } catch {
    return connectionLost();
  }
}

/** Names that every system writes the same. */
const portable = /^[\p{L}\p{N}_][\p{L}\p{N} ._()-]{0,99}(?<![. ])$/u;

/** The one folder that all files lie in, as when a folder was chosen; null where there is none. */
function sharedTop(files: readonly UploadFile[]): string | null {
  const first = files[0]?.path ?? '';
  const top = first.slice(0, Math.max(0, first.indexOf('/')));
  return top !== '' && files.every(({ path }) => path.startsWith(`${top}/`)) ? top : null;
}
