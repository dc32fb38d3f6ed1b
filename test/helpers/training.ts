import type { BlockContext } from '#app/blocks/block.ts';
import { templateOf } from '#app/graph/templates/index.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import type { Batch, Tf, TrainableModel } from '#main/engine/engine.ts';
import { drawn } from './drawn.ts';

/** A template compiled for images of a shape, its weights drawn from `seed`. */
export function templateModel(tf: Tf, name: string, shape: [number, number, number], classes: number, seed = 7): TrainableModel {
  const template = templateOf(name);
  if (template === undefined) throw new Error(`no template ${name}`);
  return toLayers(tf, template.graph(shape, classes), { input: shape, classes }, seed);
}

/** A batch of items as a template for sequences takes them, drawn from a seed; texts end in padding, whose steps do not count, nor does a number in seven. */
export function drawnSequences(size: number, { input, data, classes, answers, heads }: BlockContext, seed = 1): Batch {
  const [length = 1, ...features] = input;
  const width = features.reduce((product, each) => product * each, 1);
  const random = drawn(seed);
  const vocabulary = data?.kind === 'tokens' ? data.vocabulary : 0;
  const lengths = Array.from({ length: size }, () => random.whole(Math.ceil(length / 2), length));
  const within = Array.from({ length: size * length }, (_, place) => place % length < (lengths[Math.floor(place / length)] ?? 0));
  const inputs =
    data?.kind === 'tokens'
      ? Int32Array.from(within, (counts) => (counts ? random.whole(1, vocabulary - 1) : 0))
      : random.floats(size * length * width);
  const shape: Batch['shape'] = [size, ...input];
  const row = input.at(-1) ?? 1;
  for (const { feature, codes } of (data?.kind === 'numbers' && data.codes) || [])
    for (let place = feature; place < inputs.length; place += row) inputs[place] = random.whole(0, codes - 1);
  for (const { from, shape: own, data: of } of (data?.kind === 'numbers' && data.parts) || []) {
    const most = of.kind === 'tokens' ? of.vocabulary - 1 : 255;
    const features = own.reduce((product, each) => product * each, 1);
    for (let at = from; at < inputs.length; at += row)
      for (let feature = at; feature < at + features; feature += 1) inputs[feature] = random.whole(0, most);
  }
  if (heads !== undefined) {
    const ofHead = (kind: 'item' | 'labels' | 'numbers', classes: number): number[] => {
      if (kind === 'item') return [random.whole(0, classes - 1)];
      const drawnOnes = [...random.floats(classes)];
      return kind === 'labels' ? drawnOnes.map((value) => Number(value > 0)) : drawnOnes;
    };
    const rows = Array.from({ length: size }, () => heads.flatMap((head) => ofHead(head.answers, head.classes)));
    return { inputs, shape, answers: Float32Array.from(rows.flat(), (value, place) => (place % 7 === 3 ? Number.NaN : value)) };
  }
  if (answers === 'numbers' || answers === 'labels') {
    const drawnAnswers = random.floats(size * (classes ?? 1)).map((value) => (answers === 'labels' ? Number(value > 0) : value));
    return { inputs, shape, answers: drawnAnswers.map((value, place) => (place % 7 === 3 ? Number.NaN : value)) };
  }
  const labels = Int32Array.from({ length: answers !== undefined && answers !== 'item' ? size * length : size }, () =>
    random.whole(0, (classes ?? 1) - 1),
  );
  return {
    inputs,
    shape,
    answers: answers !== undefined && answers !== 'item' ? labels.map((label, place) => (within[place] ? label : -1)) : labels,
  };
}

/** A batch drawn from a seed: the class of an item brightens one row, so that there is something to learn. */
export function drawnBatch(size: number, [height, width, channels]: [number, number, number], classes: number, seed = 1): Batch {
  let state = seed;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const labels = Int32Array.from({ length: size }, () => Math.floor(draw() * classes));
  const item = height * width * channels;
  const pixels = Uint8Array.from({ length: size * item }, (_, index) => {
    const row = Math.floor((index % item) / (width * channels));
    return Math.floor(draw() * 128) + (row % classes === labels[Math.floor(index / item)] ? 127 : 0);
  });
  return { inputs: pixels, shape: [size, height, width, channels], answers: labels };
}
