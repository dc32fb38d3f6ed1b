import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fittedContext } from '#app/data/block-context.ts';
import { codeCount, type FittedText } from '#app/data/texts/fitted.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { codeNames } from '#app/data/texts/step-names.ts';
import type { Graph } from '#app/graph/graph.ts';
import { templateOf } from '#app/graph/templates/index.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { largest } from '#app/runs/metrics.ts';
import { textAsker } from '#main/datasets/texts/asked-texts.ts';
import { textBatcher } from '#main/datasets/texts/text-batch.ts';
import { loadStockModel } from '#main/engine/stock-class.ts';
import { tf } from '#main/engine/tfjs.ts';
import { rowsOf } from '#main/exporters/answer-rows.ts';
import { exportProven } from '#main/exporters/proof.ts';
import { tfjsExporter } from '#main/exporters/tfjs.ts';
import { askPlainAll, runReadmePages } from '#test/helpers/plain-texts.ts';
import { graphOf } from '#test/helpers/training-workspace.ts';

const labels = ['a', 'b', 'c'];
const raw = ['', 'cold', 'warm cold and warm again', 'one two three four five six seven eight nine ten eleven twelve', 'unheard of'];

function fittedTo(settings: Record<string, unknown> = {}): FittedText {
  const fitter = createFitter(textPreprocessing.parse({ kind: 'texts', length: 8, ...settings }));
  for (const text of raw.slice(0, 4)) fitter.add(text);
  return fitter.finish();
}
const tokens = fittedTo();

type Blocks = Parameters<typeof graphOf>[0];
const block = (name: string, params: Blocks[number]['params'] = {}): Blocks[number] => ({ block: name, params });
const masked = block('Embedding', { dimension: 5 });
const unmasked = block('Embedding', { dimension: 5, maskZero: false });
const steps = (name: string, params: Blocks[number]['params'] = {}) => block(name, { units: 5, returnSequences: true, ...params });
const gru = { resetAfter: false };
const dense = block('Dense', { units: 3 });

/** Blocks in a row, and a wire more from the output of one to another further on (places count from the Input, 0). */
function withSkip(blocks: Blocks, from: number, to: number): Graph {
  const graph = graphOf(blocks);
  return { ...graph, edges: [...graph.edges, { from: `n${from}`, to: `n${to}` }] };
}

const template = (name: string) => templateOf(name)?.graph([8], 3) ?? graphOf([]);
const withoutResetAfter = (graph: Graph): Graph => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.block === 'GRU' ? { ...node, params: { ...node.params, resetAfter: false } } : node)),
});

const readable: Record<string, Graph> = {
  'the template rnn-classifier': template('rnn-classifier'),
  'the template lstm-classifier': template('lstm-classifier'),
  'the template gru-classifier, resetting before': withoutResetAfter(template('gru-classifier')),
  'a SimpleRNN without masks': graphOf([unmasked, block('SimpleRNN', { units: 5 }), dense]),
  'an LSTM backwards': graphOf([masked, block('LSTM', { units: 5, goBackwards: true }), dense]),
  'three kinds in a row': graphOf([masked, steps('LSTM'), steps('SimpleRNN'), block('GRU', { units: 4, ...gru }), dense]),
  'dropout in the recurrence': graphOf([masked, block('LSTM', { units: 5, dropout: 0.2, recurrentDropout: 0.3 }), dense]),
  'a bidirectional LSTM': graphOf([masked, block('Bidirectional', { layer: 'LSTM', units: 5 }), dense]),
  'a bidirectional SimpleRNN as a sum': graphOf([
    unmasked,
    block('Bidirectional', { layer: 'SimpleRNN', units: 5, mergeMode: 'sum' }),
    dense,
  ]),
  'an LSTM on a bidirectional LSTM': graphOf([masked, steps('Bidirectional', { layer: 'LSTM' }), block('LSTM', { units: 4 }), dense]),
  'self-attention on an LSTM': graphOf([masked, steps('LSTM'), block('Attention', { units: 4 }), block('GlobalAveragePooling1D'), dense]),
  'additive attention on a GRU': graphOf([masked, steps('GRU', gru), block('AdditiveAttention', { units: 4 }), dense]),
  SpatialDropout1D: graphOf([masked, block('SpatialDropout1D', { rate: 0.3 }), block('LSTM', { units: 4 }), dense]),
  LayerNormalization: graphOf([masked, steps('LSTM'), block('LayerNormalization'), block('LSTM', { units: 4 }), dense]),
  TimeDistributed: graphOf([masked, block('TimeDistributed', { units: 4 }), block('LSTM', { units: 4 }), dense]),
  RepeatVector: graphOf([masked, block('LSTM', { units: 4 }), block('RepeatVector', { times: 4 }), block('LSTM', { units: 4 }), dense]),
  Masking: graphOf([unmasked, block('Masking', { value: 0 }), block('LSTM', { units: 4 }), dense]),
  Permute: graphOf([unmasked, block('Permute'), block('LSTM', { units: 4 }), dense]),
  OneHot: graphOf([block('OneHot'), block('LSTM', { units: 5 }), dense]),
  'a dilated convolution': graphOf([
    unmasked,
    block('Conv1D', { filters: 4, dilation: 2, padding: 'same' }),
    block('MaxPooling1D'),
    block('Flatten'),
    dense,
  ]),
  'a causal convolution under an LSTM': graphOf([
    masked,
    block('Conv1D', { filters: 4, padding: 'causal' }),
    block('LSTM', { units: 4 }),
    dense,
  ]),
  'a residual without masks': withSkip([unmasked, steps('LSTM'), block('Add'), block('LSTM', { units: 4 }), dense], 1, 3),
  'a residual of which one side has a mask': withSkip(
    [masked, block('Conv1D', { filters: 5, padding: 'same' }), block('Add'), block('LSTM', { units: 4 }), dense],
    1,
    3,
  ),
  'a masked residual that is pooled': withSkip([masked, steps('LSTM'), block('Add'), block('GlobalMaxPooling1D'), dense], 1, 3),
};

const bags: Record<string, FittedText> = {
  'a bag of words': fittedTo({ encoding: 'bag-of-words' }),
  'sublinear TF-IDF of characters by its sum': fittedTo({
    encoding: 'tf-idf',
    tokens: 'characters',
    tfIdf: { sublinear: true, smooth: false, norm: 'l1' },
  }),
};

/** A class for each of the labels, or each code that may come next, at each step. */
const perStep = (classes: number) => block('Dense', { units: classes });
const tagsOf = fittedTo({ answers: 'tags', padding: 'post' });
const lettersOf = fittedTo({ answers: 'next', tokens: 'characters', startEnd: true, padding: 'post', truncation: 'post' });
const oneHotOf = fittedTo({ answers: 'next', encoding: 'one-hot' });
const stepTemplate = (name: string, classes: number) => templateOf(name)?.graph([8], classes) ?? graphOf([]);

const readableSteps: Record<string, { graph: Graph; fitted: FittedText }> = {
  'the template bilstm-tagger': { graph: stepTemplate('bilstm-tagger', 3), fitted: tagsOf },
  'tags of a masked residual': {
    graph: withSkip([masked, steps('LSTM'), block('Add'), block('TimeDistributed', { units: 4 }), perStep(3)], 1, 3),
    fitted: tagsOf,
  },
  'tags from a causal convolution': {
    graph: graphOf([unmasked, block('Conv1D', { filters: 4, padding: 'causal' }), perStep(3)]),
    fitted: tagsOf,
  },
  'the template char-lm': { graph: stepTemplate('char-lm', codeCount(lettersOf)), fitted: lettersOf },
  'next words from one-hot': { graph: graphOf([steps('GRU', gru), perStep(codeCount(oneHotOf))]), fitted: oneHotOf },
};

const gruInside = graphOf([masked, block('Bidirectional', { layer: 'GRU', units: 4 }), dense]);
const maskedResidual = withSkip(
  [masked, steps('LSTM'), block('Add'), block('LayerNormalization'), block('LSTM', { units: 4 }), dense],
  1,
  3,
);

/** The model with its first weights, and its answers to the raw texts that ask for any. */
async function modelOf(graph: Graph, fitted = tokens) {
  const names = fitted.settings.answers === 'next' ? codeNames(fitted) : labels;
  const { layers } = toLayers(tf, graph, fittedContext(fitted, labels.length), 7);
  const ask = textAsker(fitted);
  const texts = raw.filter((text) => ask([text]).rows.flat().length > 0);
  const { inputs, shape, rows } = ask(texts);
  const answers = layers.predict(tf.tensor(inputs, shape, inputs instanceof Int32Array ? 'int32' : 'float32')) as tfjs.Tensor; // one output
  const outputs = Float32Array.from(await answers.data());
  const examples = texts.map((text, place) => ({
    text,
    label: null,
    outputs: rowsOf(outputs, rows[place] ?? [], names.length),
  }));
  return { layers, data: { kind: 'texts' as const, fitted, examples, madeUp: false }, labels: names, about: {} };
}

/** What the library itself would save. */
async function saved(layers: tfjs.LayersModel): Promise<tfjs.io.ModelArtifacts> {
  const { promise, resolve } = Promise.withResolvers<tfjs.io.ModelArtifacts>();
  await layers.save(
    tf.io.withSaveHandler(async (artifacts) => {
      resolve(artifacts);
      return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }),
  );
  return promise;
}

describe('layers for texts, exported for TensorFlow.js', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unfold-export-layers-'));
    await tf.setBackend('cpu');
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('answer in plain TensorFlow.js as in the app', async () => {
    const models = Object.entries(readable).map(([name, graph]) => ({ name, graph, fitted: tokens }));
    models.push(...Object.entries(bags).map(([name, fitted]) => ({ name, graph: graphOf([dense]), fitted })));
    const names = models.map(({ name }) => name);
    const proven: Record<string, number> = {};
    for (const { name, graph, fitted } of models)
      proven[name] = (await exportProven(tfjsExporter, tf, await modelOf(graph, fitted), join(folder, name))).maxDifference;
    const answers = await askPlainAll(
      names.map((name) => join(folder, name)),
      raw,
    );
    const worst = Object.fromEntries(names.map((name, place) => [name, answers[place]?.worst ?? Number.NaN]));
    expect(Object.entries(worst).filter(([, difference]) => !(difference <= 1e-5))).toEqual([]);
    expect(Object.entries(proven).filter(([, difference]) => !(difference <= 1e-5))).toEqual([]);
  });

  it('answer at each step in plain TensorFlow.js as in the app', async () => {
    const names = Object.keys(readableSteps);
    for (const [name, { graph, fitted }] of Object.entries(readableSteps)) {
      const proven = await exportProven(tfjsExporter, tf, await modelOf(graph, fitted), join(folder, name));
      expect(proven.maxDifference, name).toBeLessThanOrEqual(1e-5);
    }
    const answers = await askPlainAll(
      names.map((name) => join(folder, name)),
      raw.slice(1, 3),
    );
    for (const [place, name] of names.entries()) {
      const { worst = Number.NaN, examples, differing, tags = [], next = [] } = answers[place] ?? {};
      expect({ name, examples, differing }).toEqual({ name, examples: name.includes('char-lm') ? 5 : 4, differing: [] });
      expect(worst, name).toBeLessThanOrEqual(1e-5);
      expect([...tags, ...next].map((each) => each.length > 0)).toEqual([true, true]);
    }
  });

  it('are asked by the page in README.txt as it stands there', async () => {
    const [of = '', tagger = '', writer = ''] = ['Masking', 'tags of a masked residual', 'next words from one-hot'].map((name) =>
      join(folder, name),
    );
    const [label, tags, next] = await runReadmePages([of, tagger, writer]);
    const plain = await askPlainAll([of, tagger, writer], ['Your text'], { how: [{ length: 200, temperature: 0.8, topK: 0, seed: 7 }] });
    expect(label).toEqual([labels[largest(plain[0]?.probabilities[0] ?? [])]]);
    expect(tags).toEqual(plain[1]?.tags);
    expect(next).toEqual([plain[2]?.next[0]?.slice(0, 5), `Your text${plain[2]?.written[0]}`]);
  });

  it.each([
    ['the GRU of the template', template('gru-classifier'), 'export-reset-after', 'gru'],
    ['a GRU inside Bidirectional', gruInside, 'export-reset-after', 'n2'],
    ['a masked sum under a recurrent layer', maskedResidual, 'export-masks-added', 'n3'],
  ])('are refused by name where the library has none such: %s', async (name, graph, code, layer) => {
    const model = await modelOf(graph);
    await expect(exportProven(tfjsExporter, tf, model, join(folder, name))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(new RegExp(`; ${layer} (resets|does)`)),
    });
    expect(await readdir(folder)).not.toContain(name);
  });

  it.each([
    ['a GRU that resets after its product', gruInside],
    ['a masked sum', maskedResidual],
  ])('are refused for a reason: the library fails on %s', async (_, graph) => {
    const { layers } = await modelOf(graph);
    const { inputs, shape } = textBatcher(tokens)(raw);
    const asked = async () => (await loadStockModel(tf, await saved(layers))).predict(tf.tensor(inputs, shape, 'int32'));
    await expect(asked()).rejects.toThrow();
  });

  it('are the library’s own where a file is proven, and ours again behind it', async () => {
    const ours = toLayers(tf, template('lstm-classifier'), fittedContext(tokens, 3), 7).layers;
    const artifacts = await saved(ours);
    const classOf = (model: tfjs.LayersModel) => model.layers.find((layer) => layer.getClassName() === 'LSTM')?.constructor;
    const stock = classOf(await loadStockModel(tf, artifacts));
    expect(stock).toBe(Object.getPrototypeOf(classOf(ours)));
    expect(classOf(await tf.loadLayersModel(tf.io.fromMemory(artifacts)))).toBe(classOf(ours));
  });
});
