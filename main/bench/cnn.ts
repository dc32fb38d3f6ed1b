import { lectureCnn } from '#app/graph/templates/lecture-cnn.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { draws } from '#app/runs/random.ts';
import { Feed, type ItemSource } from '#main/training/feed.ts';
import { measuredSteps } from './measured-steps.ts';
import type { Workload } from './workload.ts';

const shape = [32, 32, 3] as const;
const classes = 10;
const batchSize = 128;

/** The lecture CNN on random pixels, 32×32×3 in batches of 128. */
export const cnn: Workload = (options) =>
  measuredSteps(
    {
      workload: 'cnn',
      batchSize,
      model: (tf, seed) => toLayers(tf, lectureCnn.graph(shape, classes), { input: shape, classes }, seed),
      feed: (items) =>
        new Feed(
          drawn(items),
          Int32Array.from({ length: items }, (_, item) => item % classes),
          { batchSize, classWeights: null, augment: null },
        ),
    },
    options,
  );

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
