import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { encodePng } from '#main/importers/images/png.ts';
import { writeError } from '#main/store/whole-file.ts';
import { side } from './drawing.ts';
import type { ImageSample } from './sample-set.ts';

/** So many images are drawn at a stretch; then others get their turn. */
const atOnce = 20;

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
  if ((await stat(folder).catch(() => null))?.isDirectory()) return folder;
  const unfinished = join(samples, `.${sample.name}-${randomUUID()}`);
  try {
    let count = 0;
    for (const [label, name] of sample.classes.entries()) {
      await mkdir(join(unfinished, name), { recursive: true });
      for (let number = 0; number < sample.imagesPerClass; number += atOnce) {
        signal.throwIfAborted();
        const numbers = Array.from({ length: Math.min(atOnce, sample.imagesPerClass - number) }, (_, i) => number + i);
        await Promise.all(
          numbers.map((each) => {
            const file = join(unfinished, name, `${name}-${String(each + 1).padStart(4, '0')}.png`);
            return writeFile(file, encodePng(sample.draw(label, each), side, side, 3));
          }),
        );
        count += numbers.length;
        drawn(count);
        await turn();
      }
    }
    await rename(unfinished, folder);
    return folder;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw signal.aborted ? signal.reason : writeError(error, folder, `the sample "${sample.title}"`);
  }
}
