import { z } from 'zod';
import { lectureCnn } from '#app/graph/templates/lecture-cnn.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { engineChoice, runConfig } from '#app/runs/config.ts';
import { draws } from '#app/runs/random.ts';
import { openEngine } from '#main/engine/choice.ts';
import { Controls } from '#main/training/controls.ts';
import { Feed, type ItemSource } from '#main/training/feed.ts';
import { train } from '#main/training/loop.ts';
import type { Measurement, WorkloadOptions } from './workload.ts';

const shape = [32, 32, 3] as const;
const classes = 10;
const batchSize = 128;
const warmUp = 3;
const usualSteps = 20;

/** The lecture CNN on random pixels, 32×32×3 in batches of 128 with Adam, through the loop and the step that the Train button runs. */
export async function cnn(options: WorkloadOptions): Promise<Measurement> {
  const engine = await openEngine(engineChoice.parse(options.engine ?? 'auto'));
  const measured = z.coerce
    .number()
    .int()
    .min(1)
    .parse(options.steps ?? usualSteps);
  const config = runConfig.parse({ epochs: 1, batchSize, optimizer: 'adam' });
  const model = toLayers(engine.tf, lectureCnn.graph(shape, classes), { input: shape, classes }, config.seed);
  const step = await engine.prepare(model, { optimizer: config.optimizer, momentum: config.momentum, seed: config.seed });
  const items = Int32Array.from({ length: batchSize * (warmUp + measured) }, (_, item) => item);
  const feed = new Feed(
    drawn(items.length),
    items.map((item) => item % classes),
    { batchSize, classWeights: null, augment: null },
  );

  // From the end of one step to the end of the next: all that the loop does in between counts.
  const ends: number[] = [];
  await train({
    config,
    step,
    feed,
    items: { train: items, validation: new Int32Array(), test: new Int32Array() },
    controls: new Controls(() => undefined),
    from: null,
    onStep: () => ends.push(performance.now()),
    onEpoch: async () => false,
    recall: () => Promise.reject(new Error('nothing is kept')),
  });
  const milliseconds = ends
    .slice(1)
    .map((end, place) => end - (ends[place] ?? 0))
    .slice(warmUp - 1)
    .sort((a, b) => a - b);
  const medianMs = milliseconds[Math.floor(milliseconds.length / 2)] ?? Number.NaN;
  return {
    workload: 'cnn',
    engine: engine.facts.engine,
    samplesPerSecond: (batchSize * 1000) / medianMs,
    minMs: milliseconds[0] ?? Number.NaN,
    medianMs,
  };
}

/** Random pixels in memory, laid out like a dataset's shards. */
function drawn(items: number): ItemSource {
  const size = shape[0] * shape[1] * shape[2];
  const { integer } = draws(1);
  const pixels = Uint8Array.from({ length: items * size }, () => integer(256));
  return {
    shape,
    gather(chosen, into) {
      for (const [place, item] of chosen.entries()) into.set(pixels.subarray(item * size, (item + 1) * size), place * size);
    },
  };
}
