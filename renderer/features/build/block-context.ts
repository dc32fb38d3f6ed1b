import type { BlockContext } from '#app/blocks/block.ts';
import type { Dataset } from '#app/contract/datasets.ts';
import { channelCount } from '#app/data/images.ts';

/** What blocks need to know of a dataset; without one, images of 32×32×3 and no classes yet. */
export function blockContextOf(dataset: Dataset | null): BlockContext {
  if (dataset === null) return { input: [32, 32, 3], classes: null };
  const { height, width, channels } = dataset.preprocessing;
  return { input: [height, width, channelCount[channels]], classes: dataset.classes.length };
}
