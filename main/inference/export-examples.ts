import { channelCount, type ImagePreprocessing } from '#app/data/images.ts';
import { asImages } from '#app/data/preprocessing.ts';
import { decoder } from '#app/data/texts/decode.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { readableRow, tokensOfRow } from '#app/data/texts/given-tokens.ts';
import { specialTokens } from '#app/data/texts/special-tokens.ts';
import { wordsAndMarks } from '#app/data/texts/words-and-marks.ts';
import { draws } from '#app/runs/random.ts';
import { textAsker } from '#main/datasets/texts/asked-texts.ts';
import { readTags, readTexts } from '#main/datasets/texts/text-files.ts';
import type { Batch } from '#main/engine/engine.ts';
import type { Example, ExportData, TextExample } from '#main/exporters/exporter.ts';
import { openOnDisk } from '#main/training/data-source.ts';
import { Feed } from '#main/training/feed.ts';
import type { ExportTask, WorkerData } from '#main/training/protocol.ts';

/** Items to ask the model about, and what is exported once it has answered them. */
export interface ToAnswer {
  batch: Batch;
  /** For each item, which rows of the answer [rows, labels] are its own. */
  rows: readonly (readonly number[])[];
  /** Takes the answers in the order of the batch. */
  data(answers: readonly Example[]): ExportData;
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
  const size = batch.inputs.length / batch.answers.length;
  return {
    batch,
    rows: Array.from(batch.answers, (_, row) => [row]),
    data: (answers) => ({
      kind: 'images',
      preprocessing,
      examples: answers.map((answer, row) => ({
        ...answer,
        label: known ? (batch.answers[row] ?? null) : null,
        pixels: batch.inputs.slice(row * size, (row + 1) * size),
      })),
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
  return { inputs: pixels, shape, answers: new Int32Array(count) };
}

/** The texts that were chosen, the heads of long ones; words of the vocabulary, drawn, where the data is gone. */
export async function textsToAnswer({ data, examples }: ExportTask, fitted: FittedText): Promise<ToAnswer> {
  const ask = textAsker(fitted);
  const given = data === null || typeof examples === 'number' ? [] : await givenTexts(data, examples, fitted);
  // A text without a word in it asks for nothing.
  const asking = given.filter(({ text }) => ask([text]).rows.flat().length > 0);
  const madeUpOnes = () => madeUp(fitted, countOf(examples)).map((text) => ({ text, label: null }));
  const chosen = asking.length > 0 ? asking : madeUpOnes();
  const { rows, ...inputs } = ask(chosen.map(({ text }) => text));
  const { answers, length } = fitted.settings;
  return {
    batch: { ...inputs, answers: new Int32Array(chosen.length * (answers === 'class' ? 1 : length)) },
    rows,
    data: (answered) => ({
      kind: 'texts',
      fitted,
      examples: answered.map((answer, place) => ({ text: '', label: null, ...chosen[place], ...answer })),
      madeUp: asking.length === 0,
    }),
  };
}

type GivenText = Omit<TextExample, 'outputs'>;

/** Items of the data as one would type them, and what the data says of them. */
async function givenTexts({ folder, labels }: WorkerData, chosen: Int32Array, { settings }: FittedText): Promise<GivenText[]> {
  const items = Array.from(chosen);
  const texts = await readTexts(folder, items);
  switch (settings.answers) {
    case 'class':
      return texts.map((text, place) => ({ text: head(text, longestText), label: labels[items[place] ?? 0] ?? null }));
    case 'tags': {
      const tags = await readTags(folder, items);
      const wordsOf = wordsAndMarks(settings);
      return texts.map((row, place) => {
        const text = head(readableRow(row), longestText);
        const given = tokensOfRow(row);
        const isAsGiven = wordsOf(text).every((word, at) => word === given[at]);
        return { text, label: isAsGiven ? Array.from(tags[place] ?? []) : null };
      });
    }
    case 'next':
      return texts.map((text) => ({ text: beginning(text, settings), label: null }));
  }
}

/** The first half of a text, up to the end of a word where words are tokens. */
function beginning(text: string, { tokens }: FittedText['settings']): string {
  const half = head(text, Math.min(longestText, Math.ceil(text.length / 2)));
  const space = tokens === 'words' ? half.lastIndexOf(' ') : -1;
  return space > 0 ? half.slice(0, space) : half;
}

/** Half a character, where one would be cut in two, would not be the same text in every JSON reader. */
const head = (text: string, units: number): string => text.slice(0, units).replace(/\p{Surrogate}$/u, '');

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
