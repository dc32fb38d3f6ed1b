import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { version } from '#main/about.ts';
import { openCore } from '#main/core.ts';
import { imported } from './imported.ts';
import { memoryOf } from './resident.ts';
import { writeReviews } from './reviews.ts';
import type { Measurement, WorkloadOptions } from './workload.ts';

const usualRows = 1_000_000;
/** Milliseconds between two looks at the memory: each takes some from the import. */
const sampledEvery = 300;

/**
 * From a table of reviews to a dataset that can be trained on: read, typed, tokenized, coded and written by the import that
 * the Import button starts, in a workspace of its own.
 */
export async function texts({ rows: asked }: WorkloadOptions): Promise<Measurement> {
  const rows = z.coerce
    .number()
    .int()
    .min(100)
    .parse(asked ?? usualRows);
  const folder = await mkdtemp(join(tmpdir(), 'unfold-bench-'));
  try {
    const path = join(folder, 'reviews.csv');
    const bytes = await writeReviews(path, rows);
    const core = await openCore({ workspace: join(folder, 'workspace'), version, as: 'the benchmark' });
    try {
      const memory = memoryOf(process.pid, sampledEvery);
      const start = performance.now();
      const { items } = await imported(core, 'datasets.importTexts', { path, columns: { text: 'review', label: 'sentiment' } });
      const seconds = (performance.now() - start) / 1000;
      const { most } = await memory.stop();
      return {
        workload: 'texts',
        engine: '-',
        samplesPerSecond: items / seconds,
        import: { rows: items, bytes, seconds, residentBytes: most },
      };
    } finally {
      await core.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
