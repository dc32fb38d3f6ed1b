import { z } from 'zod';
import { channel } from './channel.ts';
import { id } from './ids.ts';
import { started } from './jobs.ts';
import { textStages } from './texts.ts';

/** What a run says of one image. `seen` is what the network got: bytes [height, width, channels]. */
export const prediction = z.object({
  input: z.string(),
  label: z.string(),
  probabilities: z.array(z.object({ label: z.string(), probability: z.number() })),
  seen: z.object({ width: z.int(), height: z.int(), channels: z.int(), pixels: z.instanceof(Uint8Array) }),
  /** The class it has in the data, where it came from there. */
  actual: z.string().nullable(),
  milliseconds: z.number(),
});
export type Prediction = z.infer<typeof prediction>;

/** An image: a file of this machine, an item of the run's dataset, or its encoded bytes (dropped, drawn, webcam). */
export const imageSource = z.union([
  z.object({ path: z.string().max(4096) }),
  z.object({ item: z.int().nonnegative() }),
  z.object({
    name: z.string().max(300),
    bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 64 * 2 ** 20, 'must be at most 64 MiB'),
  }),
]);

/** What a run says of one text, and the text on its way to the network. */
export const textPrediction = z.object({
  text: z.string(),
  label: z.string(),
  probabilities: z.array(z.object({ label: z.string(), probability: z.number() })),
  stages: textStages,
  milliseconds: z.number(),
});
export type TextPrediction = z.infer<typeof textPrediction>;

export const predictions = {
  texts: channel(
    z.object({ run: id, texts: z.array(z.string().max(100_000)).min(1).max(256) }),
    z.object({ predictions: z.array(textPrediction) }),
    ['not-found', 'run-without-checkpoint', 'data-other', 'dataset-damaged'],
  ),
  images: channel(z.object({ run: id, images: z.array(imageSource).min(1).max(256) }), z.object({ predictions: z.array(prediction) }), [
    'not-found',
    'run-without-checkpoint',
    'image-unreadable',
    'data-other',
  ]),
  /** Predicts every image below a folder into a CSV; the job's result is {out, items, skipped: [{path, reason}]}. */
  folder: channel(z.object({ run: id, folder: z.string().min(1).max(4096), out: z.string().min(1).max(4096) }), started, [
    'not-found',
    'run-without-checkpoint',
    'folder-missing',
    'folder-empty',
    'data-other',
    'write-failed',
  ]),
};
