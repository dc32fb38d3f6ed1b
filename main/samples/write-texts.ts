import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '#main/store/whole-file.ts';
import type { TextSample } from './sample-set.ts';

/**
 * Writes a sample as a CSV below `samples` and resolves with its path; one that is there already is taken as it is. It comes into
 * being whole. Rejects with disk-full or write-failed.
 */
export async function writeTexts(sample: TextSample, samples: string): Promise<string> {
  const file = join(samples, `${sample.name}-${sample.version}.csv`);
  if ((await stat(file).catch(() => null))?.isFile()) return file;
  await mkdir(samples, { recursive: true });
  const { text, label } = sample.columns;
  const lines = sample.write().map((row) => `${cell(row.text)},${cell(sample.classes[row.label] ?? '')}`);
  await writeWhole(file, [`${cell(text)},${cell(label)}`, ...lines, ''].join('\n'), { what: `the sample "${sample.title}"` });
  return file;
}

/** In quotes, so that a text of digits or one with a comma is a text. */
const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`;
