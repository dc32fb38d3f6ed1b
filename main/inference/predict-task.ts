import { asImages } from '#app/data/preprocessing.ts';
import { readItem } from '#main/datasets/reader.ts';
import type { ImageAnswer, ImageToPredict, PredictTask, TaskResult } from '#main/training/protocol.ts';
import { batchOf, type Pixels, pixelsOfBytes, pixelsOfFile } from './images.ts';
import { BATCH_ITEMS, type TaskContext } from './tasks.ts';

type Predicted = Extract<TaskResult, { kind: 'predict' }>;

/** Asks the model about images, each decoded as the import does; one that cannot be read gets its reason. */
export async function predictTask(task: PredictTask, { shelf, signal, progress }: TaskContext): Promise<Predicted> {
  const { classes } = task.model;
  const preprocessing = asImages(task.model.preprocessing);
  const { step } = await shelf.get(task.model);
  const predictions: ImageAnswer[] = [];
  for (let at = 0; at < task.images.length; at += BATCH_ITEMS) {
    signal.throwIfAborted();
    const start = performance.now();
    const decoded: Pixels[] = [];
    for (const image of task.images.slice(at, at + BATCH_ITEMS)) decoded.push(await pixelsOf(image));
    const images = decoded.flatMap((each) => ('pixels' in each ? [each.pixels] : []));
    const answer = images.length === 0 ? null : await step.evaluate(batchOf(images, new Int32Array(images.length), preprocessing));
    const milliseconds = (performance.now() - start) / Math.max(1, images.length);
    let row = 0;
    for (const each of decoded) {
      if ('reason' in each || answer === null) {
        predictions.push({ reason: 'reason' in each ? each.reason : 'it could not be read' });
        continue;
      }
      const probabilities = answer.outputs.slice(row * classes.length, (row + 1) * classes.length);
      predictions.push({ probabilities, seen: task.seen ? each.pixels : new Uint8Array(), milliseconds });
      row += 1;
    }
    progress(predictions.length, task.images.length);
  }
  return { kind: 'predict', predictions };

  async function pixelsOf(image: ImageToPredict): Promise<Pixels> {
    if ('path' in image) return pixelsOfFile(image.path, preprocessing);
    if ('bytes' in image) return pixelsOfBytes(image.bytes, preprocessing);
    const pixels = task.data === null ? null : await readItem(task.data.folder, preprocessing, image.item);
    return pixels === null ? { reason: 'it is not in the dataset any more' } : { pixels };
  }
}
