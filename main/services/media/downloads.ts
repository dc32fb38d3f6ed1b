import { lstat, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import { z } from 'zod';
import { exportById } from '#main/store/exports.ts';
import { jobById } from '#main/store/jobs.ts';
import type { Database } from '#main/store/store.ts';

/** What is larger is not held in memory for one answer. Bytes. */
const most = 1e9;

/** The files of an export as a zip with one folder; null where they are not as they were written. Throws not-found. */
export async function zipOfExport(db: Database, id: number): Promise<Uint8Array | null> {
  const { out, files } = await exportById(db, id);
  if (files.reduce((sum, file) => sum + file.bytes, 0) > most) return null;
  const folder = basename(out);
  const whole: Record<string, [Uint8Array, { level: 0 | 6 }]> = {};
  for (const { path, bytes } of files) {
    if (basename(path) !== path) return null;
    const body = await plainFile(join(out, path));
    if (body?.length !== bytes) return null;
    // Weights are noise to a packer.
    whole[`${folder}/${path}`] = [body, { level: path.endsWith('.bin') ? 0 : 6 }];
  }
  return zipSync(whole);
}

const predicted = z.object({ out: z.string() });

/** The table that a job has written with the answers to a folder; null where there is none. Throws not-found. */
export async function tableOfJob(db: Database, id: number): Promise<Uint8Array | null> {
  const { kind, state, result } = await jobById(db, id);
  const read = predicted.safeParse(result);
  return kind === 'predict' && state === 'done' && read.success ? plainFile(read.data.out) : null;
}

/** A file that is one itself, no link to another; null where there is none. */
async function plainFile(path: string): Promise<Uint8Array | null> {
  const facts = await lstat(path).catch(() => null);
  return facts?.isFile() && facts.size <= most ? readFile(path).catch(() => null) : null;
}
