import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '#main/store/whole-file.ts';
import type { TextSample } from './sample-set.ts';

/**
 * Writes a sample as a file below `samples` and resolves with its path; one that is there already is taken as it is. It comes into
 * being whole. Rejects with disk-full or write-failed.
 */
export async function writeTexts(sample: TextSample, samples: string): Promise<string> {
  const file = join(samples, `${sample.name}-${sample.version}.${endings[sample.form]}`);
  if ((await stat(file).catch(() => null))?.isFile()) return file;
  await mkdir(samples, { recursive: true });
  await writeWhole(file, [...linesOf(sample), ''].join('\n'), { what: `the sample "${sample.title}"` });
  return file;
}

const endings: Record<TextSample['form'], string> = { table: 'csv', tagged: 'conll', lines: 'txt' };

function linesOf(sample: TextSample): readonly string[] {
  switch (sample.form) {
    case 'table': {
      const { text, label } = sample.columns;
      const rows = sample.write().map((row) => `${cell(row.text)},${cell(sample.classes[row.label] ?? '')}`);
      return [`${cell(text)},${cell(label)}`, ...rows];
    }
    case 'tagged':
      return sample.write().flatMap((words) => [...words.map(({ word, tag }) => `${word}\t${sample.classes[tag]}`), '']);
    case 'lines':
      return sample.write();
  }
}

/** In quotes, so that a text of digits or one with a comma is a text. */
const cell = (value: string): string => `"${value.replaceAll('"', '""')}"`;
