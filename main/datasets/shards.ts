import { channelCount, type ImagePreprocessing } from '#app/data/images.ts';

/** Whole items a shard, 8 MB of them: what an import loses at most when it is cut off, and what it holds in memory. */
const shardBytes = 8 * 2 ** 20;
/** Few enough rows for one transaction. */
const mostItems = 8192;

/** Bytes of one item, [height, width, channels] of uint8. */
export const itemBytes = ({ width, height, channels }: ImagePreprocessing): number => width * height * channelCount[channels];

/** Items in every shard but the last. */
export const itemsPerShard = (preprocessing: ImagePreprocessing): number =>
  Math.min(mostItems, Math.max(1, Math.floor(shardBytes / itemBytes(preprocessing))));

/** Name of shard `number`, from 0. */
export const shardName = (number: number): string => `shard-${String(number).padStart(5, '0')}.bin`;
