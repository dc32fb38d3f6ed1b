import { channelCount, type ImagePreprocessing } from '#app/data/images.ts';
import { asImages } from '#app/data/preprocessing.ts';
import { decoder } from '#app/data/texts/decode.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { specialTokens } from '#app/data/texts/special-tokens.ts';
import { draws } from '#app/runs/random.ts';
import { textBatcher } from '#main/datasets/texts/text-batch.ts';
import { readTexts } from '#main/datasets/texts/text-files.ts';
import type { Batch } from '#main/engine/engine.ts';
import type { Example, ExportData } from '#main/exporters/exporter.ts';
import { openOnDisk } from '#main/training/data-source.ts';
import { Feed } from '#main/training/feed.ts';
import type { ExportTask, WorkerData } from '#main/training/protocol.ts';

/** Items to ask the model about, and what is exported once it has answered them. */
export interface ToAnswer {
  batch: Batch;
  /** Takes the answers in the order of the batch. */
  data(answers: readonly Example[]): ExportData;
  /** Whether the batch's labels are the items' classes. */
  known: boolean;
}

/** UTF-16 units of an example's text at most: the head of a long one shows as much. */
const longestText = 20_000;
/** Tokens of a text that is made up, at most. */
const drawnTokens = 30;

/** The images that were chosen; drawn noise where the data is gone, which proves as much. */
export async function imagesToAnswer({ data, examples, model }: ExportTask): Promise<ToAnswer> {
  const preprocessing = asImages(model.preprocessing);
  const known = data !== null && typeof examples !== 'number';
  const batch = known ? await pixelsOf(data, examples) : noise(preprocessing, countOf(examples));
  const size = batch.inputs.length / batch.labels.length;
  return {
    batch,
    known,
    data: (answers) => ({
      kind: 'images',
      preprocessing,
      examples: answers.map((answer, row) => ({ ...answer, pixels: batch.inputs.slice(row * size, (row + 1) * size) })),
    }),
  };
}

async function pixelsOf(data: WorkerData, items: Int32Array): Promise<Batch<Uint8Array>> {
  const source = await openOnDisk(data, null);
  const feed = new Feed(source, data.labels, { batchSize: items.length, classWeights: null, augment: null });
  const batch = await feed.plain(items, 0);
  await source.close();
  const { inputs } = batch;
  if (!(inputs instanceof Uint8Array)) throw new TypeError('images are bytes');
  return { ...batch, inputs };
}

function noise({ width, height, channels }: ImagePreprocessing, count: number): Batch<Uint8Array> {
  const shape: Batch['shape'] = [count, height, width, channelCount[channels]];
  const { integer } = draws(count);
  const pixels = Uint8Array.from({ length: shape.reduce((product, each) => product * each, 1) }, () => integer(256));
  return { inputs: pixels, shape, labels: new Int32Array(count) };
}

/** The texts that were chosen, the heads of long ones; words of the vocabulary, drawn, where the data is gone. */
export async function textsToAnswer({ data, examples }: ExportTask, fitted: FittedText): Promise<ToAnswer> {
  const known = data !== null && typeof examples !== 'number';
  const texts = known ? await headsOf(data, examples) : madeUp(fitted, countOf(examples));
  const labels = known ? Int32Array.from(examples, (item) => data.labels[item] ?? 0) : new Int32Array(texts.length);
  return {
    batch: { ...textBatcher(fitted)(texts), labels },
    known,
    data: (answers) => ({ kind: 'texts', fitted, examples: answers.map((answer, place) => ({ ...answer, text: texts[place] ?? '' })) }),
  };
}

async function headsOf({ folder }: WorkerData, items: Int32Array): Promise<string[]> {
  const texts = await readTexts(folder, Array.from(items));
  // Half a character, where one was cut in two, would not be the same text in every JSON reader.
  return texts.map((text) => text.slice(0, longestText).replace(/\p{Surrogate}$/u, ''));
}

/** Texts of words, characters or subwords from the vocabulary, the same ones every time. */
export function madeUp(fitted: FittedText, count: number): string[] {
  const textOf = decoder(fitted);
  const first = specialTokens(fitted.settings).length;
  const { integer } = draws(count);
  return Array.from({ length: count }, () =>
    textOf(Array.from({ length: 1 + integer(drawnTokens) }, () => first + integer(fitted.words.length))),
  );
}

const countOf = (examples: ExportTask['examples']): number => (typeof examples === 'number' ? examples : examples.length);
