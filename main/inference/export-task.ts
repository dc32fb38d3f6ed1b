import { channelCount } from '#app/data/images.ts';
import { asImages } from '#app/data/preprocessing.ts';
import { draws } from '#app/runs/random.ts';
import type { Batch } from '#main/engine/engine.ts';
import type { Example } from '#main/exporters/exporter.ts';
import { exporterOf } from '#main/exporters/index.ts';
import { exportProven } from '#main/exporters/proof.ts';
import { openOnDisk } from '#main/training/data-source.ts';
import { Feed } from '#main/training/feed.ts';
import type { ExportTask, TaskResult } from '#main/training/protocol.ts';
import type { TaskContext } from './tasks.ts';

/** Writes the model in a format, proven against what the app itself answers to the examples. */
export async function exportTask(task: ExportTask, { shelf, signal }: TaskContext): Promise<Extract<TaskResult, { kind: 'export' }>> {
  const exporter = exporterOf(task.format);
  const { engine, layers, step } = await shelf.get(task.model);
  const { classes: labels } = task.model;
  const preprocessing = asImages(task.model.preprocessing);
  const { batch, known } = await exampleBatch(task);
  const { probabilities } = await step.evaluate(batch);
  const size = batch.inputs.length / batch.labels.length;
  const examples = Array.from(
    batch.labels,
    (label, row): Example => ({
      label: known ? label : null,
      pixels: batch.inputs.slice(row * size, (row + 1) * size),
      probabilities: probabilities.slice(row * labels.length, (row + 1) * labels.length),
    }),
  );
  signal.throwIfAborted();
  const proven = await exportProven(exporter, engine.tf, { layers, preprocessing, labels, examples, about: task.about }, task.out);
  return { kind: 'export', format: exporter.name, out: task.out, ...proven };
}

/** The items that were chosen; drawn noise where the data is gone, which proves as much. */
async function exampleBatch({ data, examples, model }: ExportTask): Promise<{ batch: Batch<Uint8Array>; known: boolean }> {
  if (data !== null && typeof examples !== 'number') {
    const source = await openOnDisk(data, null);
    const feed = new Feed(source, data.labels, { batchSize: examples.length, classWeights: null, augment: null });
    const batch = await feed.plain(examples, 0);
    await source.close();
    return { batch: ofPixels(batch), known: true };
  }
  const { width, height, channels } = asImages(model.preprocessing);
  const count = typeof examples === 'number' ? examples : examples.length;
  const shape: Batch['shape'] = [count, height, width, channelCount[channels]];
  const { integer } = draws(count);
  const pixels = Uint8Array.from({ length: shape.reduce((product, each) => product * each, 1) }, () => integer(256));
  return { batch: { inputs: pixels, shape, labels: new Int32Array(count) }, known: false };
}

/** A batch of images holds pixels. */
function ofPixels(batch: Batch): Batch<Uint8Array> {
  const { inputs } = batch;
  if (!(inputs instanceof Uint8Array)) throw new TypeError('images are bytes');
  return { ...batch, inputs };
}
