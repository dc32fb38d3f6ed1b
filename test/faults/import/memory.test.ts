import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { memoryOf, residentBytes } from '#main/bench/resident.ts';
import { bundledNode } from '#main/entries.ts';
import { jpegOf, numbered, writeClasses, writeFiles } from '#test/helpers/image-files.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

/** For two decoders. A machine with more cores has up to two more, each with 110 MB when it runs from the sources. */
const most = 600e6 + 110e6 * Math.min(2, Math.max(0, availableParallelism() - 2));
const canMeasure = residentBytes(process.pid) > 0;

/** Imports a folder in a process of its own; the most memory that it and its decoders had together, and what it said. */
async function imported(folder: string): Promise<{ bytes: number; said: { items: number; skipped: number } }> {
  const owner = spawn(bundledNode(), [join(import.meta.dirname, 'importer.ts'), temporaryFolder(), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const memory = memoryOf(owner.pid ?? -1);
  let text = '';
  owner.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  await once(owner, 'close');
  const { most: bytes } = await memory.stop();
  return { bytes, said: JSON.parse(text) };
}

const small = process.env['UNFOLD_LONG'] ? 100_000 : 5000;

it.skipIf(!canMeasure)(`${small} images are imported in less than 600 MB over all processes`, async () => {
  const folder = temporaryFolder();
  writeClasses(folder, { cat: small / 2, dog: small / 2 }, 32);
  const { bytes, said } = await imported(folder);
  expect(said).toEqual({ items: small, skipped: 0 });
  expect(bytes).toBeLessThan(most);
});

it.skipIf(!canMeasure)('photographs of 12 megapixels are, too', async () => {
  const folder = temporaryFolder();
  const photograph = jpegOf(numbered(3, 4000, 3000));
  for (let i = 0; i < 20; i += 1) writeFiles(folder, { [`${i % 2 ? 'cat' : 'dog'}/${i}.jpg`]: photograph });
  const { bytes, said } = await imported(folder);
  expect(said).toEqual({ items: 20, skipped: 0 });
  expect(bytes).toBeLessThan(most);
});
