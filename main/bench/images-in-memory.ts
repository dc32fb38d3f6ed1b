import { lectureCnn } from '#app/graph/templates/lecture-cnn.ts';
import { smallCnn as smallCnnTemplate } from '#app/graph/templates/small-cnn.ts';
import { softmax as softmaxTemplate } from '#app/graph/templates/softmax.ts';
import type { Template } from '#app/graph/templates/template.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { draws } from '#app/runs/random.ts';
import { Feed, type ItemSource } from '#main/training/feed.ts';
import type { Steps } from './measured-steps.ts';

const shape = [32, 32, 3] as const;
const classes = 10;
const batchSize = 128;

/** A template on random pixels, 32×32×3 in batches of 128. */
const steps = (workload: string, { graph }: Template): Steps => ({
  workload,
  batchSize,
  model: (tf, seed) => toLayers(tf, graph(shape, classes), { input: shape, classes }, seed),
  feed: (items) =>
    new Feed(
      drawn(items),
      Int32Array.from({ length: items }, (_, item) => item % classes),
      { batchSize, classWeights: null, augment: null },
    ),
});

export const cnn = steps('cnn', lectureCnn);
export const smallCnn = steps('small-cnn', smallCnnTemplate);
export const softmax = steps('softmax', softmaxTemplate);

/** Random pixels in memory, laid out like a dataset's shards. */
function drawn(items: number): ItemSource {
  const size = shape[0] * shape[1] * shape[2];
  const { integer } = draws(1);
  const pixels = Uint8Array.from({ length: items * size }, () => integer(256));
  return {
    shape,
    make: (length) => new Uint8Array(length),
    gather(chosen, into) {
      for (const [place, item] of chosen.entries()) into.set(pixels.subarray(item * size, (item + 1) * size), place * size);
    },
  };
}
