import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { encodePng } from '#main/importers/images/png.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import { side } from './drawing.ts';
import type { RowsSample } from './sample-set.ts';
import { writeFolder } from './write-folder.ts';

/**
 * Writes a sample of rows as a CSV below `samples`, with photos in a folder of its own, and resolves with its path; one that is there
 * already is taken as it is. It comes into being whole. Rejects with disk-full or write-failed, or with the signal's reason.
 */
export async function writeRows(
  sample: RowsSample,
  samples: string,
  signal: AbortSignal = new AbortController().signal,
  written: (count: number) => void = () => undefined,
): Promise<string> {
  const what = `the sample "${sample.title}"`;
  const table = () => [...sample.write().map((cells) => cells.join(',')), ''].join('\n');
  const { photo } = sample;
  if (photo !== undefined) {
    const folder = join(samples, `${sample.name}-${sample.version}`);
    const name = `${sample.name}.csv`;
    const photos = Array.from({ length: sample.items }, (_, row) => ({
      name: photo.nameOf(row),
      content: () => encodePng(photo.draw(row), side, side, 3),
    }));
    await writeFolder(folder, [{ name, content: table }, ...photos], { signal, written, what });
    return join(folder, name);
  }
  const file = join(samples, `${sample.name}-${sample.version}.csv`);
  if ((await stat(file).catch(() => null))?.isFile()) return file;
  await mkdir(samples, { recursive: true });
  await writeWhole(file, table(), { what });
  return file;
}
