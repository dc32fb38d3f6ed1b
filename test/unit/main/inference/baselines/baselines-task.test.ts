import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { encodeRows } from '#main/datasets/texts/row-file.ts';
import { textsName } from '#main/datasets/texts/text-files.ts';
import { baselinesTask } from '#main/inference/baselines-task.ts';
import type { BaselinesTask } from '#main/training/protocol.ts';

/** A task on texts with the number of their class: those of `train` are learned from, the others judged. */
function taskOf(train: readonly [string, number][], judged: readonly [string, number][]): BaselinesTask {
  const folder = mkdtempSync(join(tmpdir(), 'unfold-baselines-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const all = [...train, ...judged];
  writeFileSync(join(folder, textsName(0)), encodeRows(all.map(([text]) => Buffer.from(text, 'utf8'))));
  const items = Int32Array.from(all.keys());
  const preprocessing = textPreprocessing.parse({ kind: 'texts' });
  const classes = ['a', 'b'];
  const data = {
    folder,
    preprocessing,
    prepared: null,
    classes,
    labels: Int32Array.from(all, ([, label]) => label),
    train: items.subarray(0, train.length),
    validation: new Int32Array(),
    test: items.subarray(train.length),
  };
  const model = {
    graph: { version: 1 as const, nodes: [], edges: [] },
    preprocessing,
    fitted: null,
    classes,
    head: null,
    checkpoint: '',
    sha256: '',
    engine: 'auto' as const,
    loss: 'mse' as const,
    chains: null,
  };
  return { kind: 'baselines', model, data, indices: data.test, file: null };
}

const context = { signal: new AbortController().signal, progress: () => undefined };
const words = (label: number, at: number): [string, number] => [`${label === 0 ? 'sunny' : 'rainy'} day ${at}`, label];
const many = Array.from({ length: 40 }, (_, at) => words(at % 2, at));

it('a word that names the class is found by both', async () => {
  const { baselines } = await baselinesTask(taskOf(many, [words(0, 90), words(1, 91), words(1, 92)]), context);
  expect(baselines).toEqual([
    { name: 'bag-of-words', title: 'Bag of words + logistic regression', accuracy: 1, macroF1: 1, perplexity: null },
    { name: 'character-3-grams', title: 'Character 3-grams + logistic regression', accuracy: 1, macroF1: 1, perplexity: null },
  ]);
});

it('learns from the training part alone: judged labels that contradict it are all missed', async () => {
  const turned = Array.from({ length: 60 }, (_, at): [string, number] => [words(at % 2, at)[0], 1 - (at % 2)]);
  const { baselines } = await baselinesTask(taskOf(many, turned), context);
  for (const { accuracy, macroF1 } of baselines) expect([accuracy, macroF1]).toEqual([0, 0]);
});

it('words in another order are the same bag, characters in another order are not', async () => {
  const train = Array.from({ length: 40 }, (_, at): [string, number] => [at % 2 === 0 ? 'big dog' : 'dog big', at % 2]);
  const { baselines } = await baselinesTask(taskOf(train, train.slice(0, 10)), context);
  expect(baselines.map(({ accuracy }) => accuracy)).toEqual([0.5, 1]);
});

it('is given up when nobody wants it any more', async () => {
  const over = AbortSignal.abort(new Error('given up'));
  await expect(baselinesTask(taskOf(many, many), { ...context, signal: over })).rejects.toThrow('given up');
});
