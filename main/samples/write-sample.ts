import { join } from 'node:path';
import { encodePng } from '#main/importers/images/png.ts';
import { side } from './drawing.ts';
import type { ImageSample } from './sample-set.ts';
import { writeFolder } from './write-folder.ts';

/**
 * Draws a sample of images as a folder of PNGs below `samples`, one subfolder a class, and resolves with its path; one that is there
 * already is taken as it is. It comes into being whole. Rejects with disk-full or write-failed, or with the signal's reason.
 */
export async function writeSample(
  sample: ImageSample,
  samples: string,
  signal: AbortSignal,
  drawn: (count: number) => void,
): Promise<string> {
  const folder = join(samples, `${sample.name}-${sample.version}`);
  const files = sample.classes.flatMap((name, label) =>
    Array.from({ length: sample.imagesPerClass }, (_, number) => ({
      name: join(name, `${name}-${String(number + 1).padStart(4, '0')}.png`),
      content: () => encodePng(sample.draw(label, number), side, side, 3),
    })),
  );
  await writeFolder(folder, files, { signal, written: drawn, what: `the sample "${sample.title}"` });
  return folder;
}
