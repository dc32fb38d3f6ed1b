import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { appError } from '#app/errors.ts';

/** Reads a file of JSON that an import left in a folder, which `says` something, in words. Rejects with dataset-damaged. */
export async function readDatasetJson<T>(folder: string, name: string, schema: z.ZodType<T>, says: string): Promise<T> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => null);
  if (text === null) throw appError('dataset-damaged', { folder, problem: `${name} is missing` });
  const parsed = schema.safeParse(jsonOf(text));
  if (!parsed.success) throw appError('dataset-damaged', { folder, problem: `${name} does not say ${says}` });
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
