import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '#main/store/whole-file.ts';
import type { RowsSample } from './sample-set.ts';

/**
 * Writes a sample of rows as a CSV below `samples` and resolves with its path; one that is there already is taken as it is. It comes
 * into being whole. Rejects with disk-full or write-failed.
 */
export async function writeRows(sample: RowsSample, samples: string): Promise<string> {
  const file = join(samples, `${sample.name}-${sample.version}.csv`);
  if ((await stat(file).catch(() => null))?.isFile()) return file;
  await mkdir(samples, { recursive: true });
  const lines = sample.write().map((cells) => cells.join(','));
  await writeWhole(file, [...lines, ''].join('\n'), { what: `the sample "${sample.title}"` });
  return file;
}
