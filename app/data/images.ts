import { z } from 'zod';

export const imageChannels = z.enum(['rgb', 'gray', 'rgba']);
export type ImageChannels = z.infer<typeof imageChannels>;

/** How many numbers a pixel has. */
export const channelCount: Record<ImageChannels, number> = { gray: 1, rgb: 3, rgba: 4 };

/** How an image becomes the tensor the network gets, [height, width, channels] of 0 to 255; stored with data, models and exports. */
export const imagePreprocessing = z.object({
  kind: z.literal('images'),
  width: z.int().min(1).max(1024),
  height: z.int().min(1).max(1024),
  channels: imageChannels.default('rgb'),
  /** stretch: ignore the aspect; cover: fill and cut the middle; contain: fit and pad with `background`. */
  fit: z.enum(['stretch', 'cover', 'contain']).default('stretch'),
  /** Grey level 0 to 255 under transparent pixels and around contained images. */
  background: z.int().min(0).max(255).default(0),
});
export type ImagePreprocessing = z.infer<typeof imagePreprocessing>;

/** Shape of an image as the network gets it. */
export const imageShape = ({ height, width, channels }: ImagePreprocessing): [height: number, width: number, channels: number] => [
  height,
  width,
  channelCount[channels],
];

/** The part of the data an item belongs to. */
export const splitName = z.enum(['train', 'validation', 'test']);
export type SplitName = z.infer<typeof splitName>;

/** Shares of the three parts in percent, and the seed of the draw. `given` keeps the parts of the folders. */
export const splitSettings = z
  .object({
    train: z.int().min(1).max(100).default(80),
    validation: z.int().min(0).max(99).default(10),
    test: z.int().min(0).max(99).default(10),
    seed: z.int().nonnegative().default(7),
    given: z.boolean().default(false),
    /** Of tables: whether the first rows are trained on and the last ones tested, as they stand; series are always parted so. */
    inOrder: z.boolean().optional(),
  })
  .refine((split) => split.train + split.validation + split.test === 100, 'must add up to 100 %');
export type SplitSettings = z.infer<typeof splitSettings>;
