import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exporter } from '#main/exporters/exporter.ts';
import { tfjsExporter } from '#main/exporters/tfjs.ts';

/** The exporter as it is, with something done to its files before they are read again. */
export const spoiled = (spoil: (folder: string) => Promise<void>): Exporter => ({
  ...tfjsExporter,
  async write(tf, model, folder) {
    await tfjsExporter.write(tf, model, folder);
    await spoil(folder);
  },
});

/** Changes a file's bytes. */
export async function edit(file: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  await writeFile(file, change(await readFile(file)));
}

/** The exporter whose unfold.json says something else when it is read again. */
export const toldOtherwise = <About>(change: (about: About) => void): Exporter =>
  spoiled((at) =>
    edit(join(at, 'unfold.json'), (bytes) => {
      const about = JSON.parse(bytes.toString('utf8'));
      change(about);
      return Buffer.from(JSON.stringify(about));
    }),
  );
