import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '#main/engine/engine.ts';
import type { GruArgs } from '#main/engine/recurrent/layers.ts';

type Tensor = tfjs.Tensor;

/** One recurrent layer as it is configured, and how it is called. */
export interface RecurrentCase {
  kind: 'SimpleRNN' | 'LSTM' | 'GRU';
  activation: string;
  recurrentActivation: string;
  resetAfter: boolean;
  useBias: boolean;
  sequences: boolean;
  states: boolean;
  backwards: boolean;
  masked: boolean;
  /** Whether the states before the first step are given. */
  initial: boolean;
}

/** Sizes of every case; small, and no two alike. */
export const sizes = { batch: 3, steps: 5, features: 2, units: 4 };

const plain: RecurrentCase = {
  kind: 'LSTM',
  activation: 'tanh',
  recurrentActivation: 'sigmoid',
  resetAfter: false,
  useBias: true,
  sequences: false,
  states: false,
  backwards: false,
  masked: false,
  initial: false,
};
const cells: Partial<RecurrentCase>[] = [{ kind: 'SimpleRNN' }, { kind: 'LSTM' }, { kind: 'GRU' }, { kind: 'GRU', resetAfter: true }];
const options: Partial<RecurrentCase>[] = [
  {},
  { useBias: false },
  { sequences: true },
  { states: true, sequences: true },
  { states: true, initial: true },
  { backwards: true, sequences: true },
  { masked: true },
  { masked: true, sequences: true, backwards: true, states: true, initial: true },
  { activation: 'relu', sequences: true },
  { activation: 'linear', sequences: true },
  { recurrentActivation: 'linear', sequences: true },
  { activation: 'sigmoid', recurrentActivation: 'tanh' },
  { activation: 'elu', recurrentActivation: 'relu' },
  { activation: 'softmax', recurrentActivation: 'softmax', sequences: true },
];

/** Every kind of layer with every option, and some options together. */
export const cases: readonly RecurrentCase[] = cells.flatMap((cell) => options.map((option) => ({ ...plain, ...cell, ...option })));

/** A case in a word or two: what is not as usual. */
export const nameOf = (each: RecurrentCase): string =>
  Object.entries(each)
    .filter(([key, value]) => key === 'kind' || value !== plain[key as keyof RecurrentCase])
    .map(([key, value]) => (key === 'kind' ? value : value === true ? key : `${key} ${value}`))
    .join(', ');

/** Numbers that look random and are the same everywhere, around 0. */
export const drawn = (count: number, seed: number, scale = 0.4): number[] =>
  Array.from({ length: count }, (_, place) => scale * Math.sin(12.9898 * (place + 1) + 78.233 * seed));

/** Which steps count: the first row begins with one that does not, none is empty. */
const mask = [
  [0, 0, 1, 0, 1],
  [1, 0, 0, 1, 1],
  [1, 1, 1, 1, 0],
];

/** The numbers of a case: weights, input, states, and what the outputs are multiplied by before they are summed up. */
export interface CaseNumbers {
  weights: { shape: number[]; values: number[] }[];
  input: number[];
  initial: number[][] | null;
  mask: number[][] | null;
  probes: number[][];
}

export function numbersOf(each: RecurrentCase): CaseNumbers {
  const { batch, steps, features, units } = sizes;
  const gates = { SimpleRNN: 1, LSTM: 4, GRU: 3 }[each.kind] * units;
  const stateCount = each.kind === 'LSTM' ? 2 : 1;
  const shapes = [[features, gates], [units, gates], ...(each.useBias ? [each.resetAfter ? [2, gates] : [gates]] : [])];
  const size = (shape: number[]) => shape.reduce((product, side) => product * side, 1);
  const probes = [(each.sequences ? steps : 1) * batch * units, ...(each.states ? new Array<number>(stateCount).fill(batch * units) : [])];
  return {
    weights: shapes.map((shape, place) => ({ shape, values: drawn(size(shape), place + 1) })),
    input: drawn(batch * steps * features, 7, 1),
    initial: each.initial ? Array.from({ length: stateCount }, (_, place) => drawn(batch * units, 11 + place)) : null,
    mask: each.masked ? mask : null,
    probes: probes.map((count, place) => drawn(count, 17 + place, 1)),
  };
}

/** The case's layer, built, with the case's weights. */
export function layerOf(tf: Tf, each: RecurrentCase): tfjs.RNN {
  const args: GruArgs = {
    units: sizes.units,
    activation: each.activation as 'tanh', // one of TF.js' names
    recurrentActivation: each.recurrentActivation as 'sigmoid',
    useBias: each.useBias,
    returnSequences: each.sequences,
    returnState: each.states,
    goBackwards: each.backwards,
    resetAfter: each.resetAfter,
  };
  const make = { SimpleRNN: tf.layers.simpleRNN, LSTM: tf.layers.lstm, GRU: tf.layers.gru }[each.kind];
  const layer = make(args);
  layer.build([null, sizes.steps, sizes.features]);
  layer.setWeights(numbersOf(each).weights.map(({ shape, values }) => tf.tensor(values, shape)));
  return layer;
}

/** Everything a case gives: outputs, states, then gradients of the weights, the input and the states given, one after the other. */
export interface CaseResult {
  outputs: number[][];
  gradients: number[][];
}

/** Runs a layer on a case's numbers, forwards and back from the sum of outputs times probes. */
export function resultOf(tf: Tf, layer: tfjs.RNN, each: RecurrentCase): CaseResult {
  const { input, initial, mask, probes } = numbersOf(each);
  const { batch, steps, features, units } = sizes;
  return tf.tidy(() => {
    const x = tf.tensor3d(input, [batch, steps, features]);
    const given = (initial ?? []).map((values) => tf.tensor2d(values, [batch, units]));
    const masked = mask === null ? null : tf.tensor2d(mask, [batch, steps], 'bool');
    const call = (tensors: Tensor[]): Tensor[] => {
      const answer = layer.call(tensors.slice(0, 1), { mask: masked, initialState: tensors.length > 1 ? tensors.slice(1) : null });
      return Array.isArray(answer) ? answer : [answer];
    };
    const loss = (...tensors: Tensor[]): tfjs.Scalar =>
      tf.addN(call(tensors).map((output, place) => output.mul(tf.tensor(probes[place] ?? [], output.shape)).sum())) as tfjs.Scalar; // sums
    const variables = layer.trainableWeights.map((weight) => weight.read() as tfjs.Variable); // a layer's weights are variables
    const { grads } = tf.variableGrads(() => loss(x, ...given), variables);
    const ofWeights = variables.map((variable) => grads[variable.name] as Tensor); // asked for by name
    const values = (tensors: Tensor[]) => tensors.map((tensor) => Array.from(tensor.dataSync()));
    return { outputs: values(call([x, ...given])), gradients: values([...ofWeights, ...tf.grads(loss)([x, ...given])]) };
  });
}
