import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fittedContext } from '#app/data/block-context.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { textBatcher } from '#main/datasets/texts/text-batch.ts';
import type { GruArgs } from '#main/engine/recurrent/layers.ts';
import { tf } from '#main/engine/tfjs.ts';
import type { Exporter, ExportModel } from '#main/exporters/exporter.ts';
import { exportProven } from '#main/exporters/proof.ts';
import { tfjsExporter } from '#main/exporters/tfjs.ts';
import { edit, spoiled, toldOtherwise } from '#test/helpers/spoiled-export.ts';
import { graphOf, tinyGraph } from '#test/helpers/training-workspace.ts';

describe('the proof of an export', () => {
  let folder: string;
  let model: ExportModel;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unfold-proof-'));
    await tf.setBackend('cpu');
    const { layers } = toLayers(tf, tinyGraph, { input: [8, 8, 1], classes: 3 }, 7);
    const pixels = Uint8Array.from({ length: 64 }, (_, at) => (at * 37) % 256);
    const answer = layers.predict(tf.tensor4d(Float32Array.from(pixels), [1, 8, 8, 1]));
    if (Array.isArray(answer)) throw new Error('the model has one output');
    const outputs = Float32Array.from(await answer.data());
    model = {
      layers,
      data: {
        kind: 'images',
        preprocessing: { kind: 'images', width: 8, height: 8, channels: 'gray', fit: 'stretch', background: 0 },
        examples: [{ pixels, label: 0, outputs }],
      },
      labels: ['a', 'b', 'c'],
      about: {},
    };
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(['alone', 'in both directions'])('is not asked for a GRU that resets after its product, %s: nothing is written', async (how) => {
    const resetAfter: GruArgs = { units: 3, resetAfter: true, name: how === 'alone' ? 'reader' : 'inner' };
    const input = tf.input({ shape: [8, 8] });
    const gru = tf.layers.gru(resetAfter);
    const read = (how === 'alone' ? gru : tf.layers.bidirectional({ layer: gru, mergeMode: 'sum', name: 'reader' })).apply(input);
    if (Array.isArray(read) || !(read instanceof tf.SymbolicTensor)) throw new Error('the layer has one output');
    const layers = tf.model({ inputs: input, outputs: read });
    const target = join(folder, 'reset-after');
    await expect(exportProven(tfjsExporter, tf, { ...model, layers }, target)).rejects.toMatchObject({
      code: 'export-reset-after',
      message: 'A GRU for TensorFlow.js must reset before its product; reader resets after it.',
    });
    expect(await readdir(folder)).not.toContain('reset-after');
  });

  it('holds for the files as they are written', async () => {
    const proven = await exportProven(tfjsExporter, tf, model, join(folder, 'whole'));
    expect(proven.maxDifference).toBeLessThanOrEqual(1e-5);
  });

  it('fails when one weight is another, and leaves nothing', async () => {
    // The last float is a bias or kernel of the last layer: its change reaches the answers.
    const exporter = spoiled((at) =>
      edit(join(at, 'weights-1-of-1.bin'), (bytes) => {
        bytes.writeFloatLE(bytes.readFloatLE(bytes.length - 4) + 0.01, bytes.length - 4);
        return bytes;
      }),
    );
    await expect(exportProven(exporter, tf, model, join(folder, 'weight'))).rejects.toMatchObject({ code: 'export-differs' });
    expect((await readdir(folder)).filter((name) => name !== 'whole')).toEqual([]);
  });

  it('fails when the answers are not numbers', async () => {
    const exporter = { ...tfjsExporter, answer: async () => new Float32Array([Number.NaN, 0, 0]) };
    await expect(exportProven(exporter, tf, model, join(folder, 'nan'))).rejects.toMatchObject({ code: 'export-differs' });
  });

  it('leaves nothing when a file cannot be read again', async () => {
    const exporter = spoiled((at) => edit(join(at, 'model.json'), (bytes) => bytes.subarray(0, 40)));
    await expect(exportProven(exporter, tf, model, join(folder, 'cut'))).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name !== 'whole')).toEqual([]);
  });
});

describe('the proof of an export of texts', () => {
  let folder: string;
  let model: ExportModel;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unfold-proof-texts-'));
    await tf.setBackend('cpu');
    const texts = ['Warm and cold', 'cold, cold', 'nobody knows'];
    const fitter = createFitter(textPreprocessing.parse({ kind: 'texts', length: 5 }));
    for (const text of texts.slice(0, 2)) fitter.add(text);
    const fitted = fitter.finish();
    const graph = graphOf([
      { block: 'Embedding', params: { dimension: 4 } },
      { block: 'LSTM', params: { units: 4 } },
      { block: 'Dense', params: { units: 3 } },
    ]);
    const { layers } = toLayers(tf, graph, fittedContext(fitted, 3), 7);
    const { inputs, shape } = textBatcher(fitted)(texts);
    const answer = layers.predict(tf.tensor(inputs, shape, 'int32'));
    if (Array.isArray(answer)) throw new Error('the model has one output');
    const outputs = Float32Array.from(await answer.data());
    const examples = texts.map((text, row) => ({ text, label: 0, outputs: outputs.slice(row * 3, row * 3 + 3) }));
    model = { layers, data: { kind: 'texts', fitted, examples, madeUp: false }, labels: ['a', 'b', 'c'], about: {} };
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Changes what unfold.json says before it is read again. */
  const told = toldOtherwise<{ preprocessing: object; vocabulary: { words: string[] }; examples: { text: string }[] }>;
  const proving = (exporter: Exporter) => exportProven(exporter, tf, model, join(folder, 'spoiled'));

  it('holds for raw texts, by what the written folder says', async () => {
    expect(await exportProven(tfjsExporter, tf, model, join(folder, 'whole'))).toMatchObject({ examples: 3 });
    // As it is, but for its form: the change alone is what fails below.
    expect(
      (
        await exportProven(
          told(() => undefined),
          tf,
          model,
          join(folder, 'again'),
        )
      ).maxDifference,
    ).toBeLessThanOrEqual(1e-5);
  });

  it.each([
    ['two words have changed places', told(({ vocabulary: { words } }) => words.reverse())],
    ['letters stay as they are', told(({ preprocessing }) => Object.assign(preprocessing, { lowercase: false }))],
    ['an example is another text', told(({ examples }) => examples.reverse())],
    ['an example is missing', told(({ examples }) => examples.pop())],
  ])('fails where %s, and leaves nothing', async (_, exporter) => {
    await expect(proving(exporter)).rejects.toMatchObject({ code: 'export-differs' });
    expect((await readdir(folder)).filter((name) => name.startsWith('.') || name === 'spoiled')).toEqual([]);
  });

  it.each([
    ['codes go beyond what the network knows', told(({ preprocessing }) => Object.assign(preprocessing, { startEnd: true }))],
    ['words are missing', told(({ vocabulary: { words } }) => words.pop())],
    ['a word is there twice', told(({ vocabulary: { words } }) => words.fill('cold', 0, 2))],
    ['a setting is none that there is', told(({ preprocessing }) => Object.assign(preprocessing, { unicode: 'NFX' }))],
  ])('cannot be made where %s, and nothing is written', async (_, exporter) => {
    await expect(proving(exporter)).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.startsWith('.') || name === 'spoiled')).toEqual([]);
  });
});
