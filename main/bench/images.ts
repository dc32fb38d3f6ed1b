import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { shuffled } from '#app/runs/shuffle.ts';
import { version } from '#main/about.ts';
import { openCore } from '#main/core.ts';
import { openItems } from '#main/datasets/reader.ts';
import { itemBytes } from '#main/datasets/shards.ts';
import { imported } from './imported.ts';
import type { Measurement, WorkloadOptions } from './workload.ts';

const batchSize = 128;
const epochs = 3;
const preprocessing = { kind: 'images', width: 32, height: 32, channels: 'rgb', fit: 'stretch', background: 0 } as const;

/**
 * From a folder of images, nothing cached, to three epochs of shuffled batches of 128 at 32×32: the import that the Import
 * button starts, in a workspace of its own, then the reader that training reads from.
 */
export async function images({ images: folder }: WorkloadOptions): Promise<Measurement> {
  if (folder === undefined) throw new Error('The workload "images" needs a folder: --images DIR');
  const workspace = await mkdtemp(join(tmpdir(), 'unfold-bench-'));
  const core = await openCore({ workspace, version, as: 'the benchmark' });
  try {
    const start = performance.now();
    const { dataset, items } = await imported(core, 'datasets.importImages', { folder: resolve(folder), preprocessing });
    const milliseconds = await readEpochs(core.folders.dataset(dataset), items);
    const seconds = (performance.now() - start) / 1000;
    milliseconds.sort((a, b) => a - b);
    return {
      workload: 'images',
      engine: '-',
      samplesPerSecond: (items * epochs) / seconds,
      minMs: milliseconds[0] ?? 0,
      medianMs: milliseconds[Math.floor(milliseconds.length / 2)] ?? 0,
    };
  } finally {
    await core.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

/** Reads the batches of all epochs; milliseconds of each. */
async function readEpochs(folder: string, items: number): Promise<number[]> {
  const reader = await openItems(folder, preprocessing, items);
  const size = itemBytes(preprocessing);
  const batch = new Uint8Array(batchSize * size);
  const all = Int32Array.from({ length: items }, (_, i) => i);
  const milliseconds: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    const order = shuffled(all, 7, epoch);
    for (let at = 0; at < items; at += batchSize) {
      const start = performance.now();
      const chosen = order.subarray(at, at + batchSize);
      await reader.gather(chosen, batch.subarray(0, chosen.length * size));
      milliseconds.push(performance.now() - start);
    }
  }
  await reader.close();
  return milliseconds;
}
