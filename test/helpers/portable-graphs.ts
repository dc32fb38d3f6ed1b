import { type ActivationName, activations } from '#app/blocks/activations.ts';
import type { Graph } from '#app/graph/graph.ts';
import { chain, type Link } from '#app/graph/templates/chain.ts';

/** Every image the graphs below take, and the classes they tell apart. */
export const shape: [number, number, number] = [8, 8, 2];
export const classes = 3;

const ends = (...links: Link[]): Graph =>
  chain([{ block: 'Input' }, ...links, { block: 'Dense', params: { units: classes, activation: 'linear' } }, { block: 'Output' }]);

const convolution = (params: Link['params'] = {}): Link => ({ block: 'Conv2D', params: { filters: 5, activation: 'tanh', ...params } });
const flatten: Link = { block: 'Flatten' };

/** A small model for every block and every activation, by what it shows. */
export const graphs: Readonly<Record<string, Graph>> = {
  'Conv2D same, then valid with a stride': ends(
    convolution(),
    convolution({ padding: 'valid', strides: [2, 2], kernelSize: [3, 2] }),
    flatten,
  ),
  'Conv2D with a stride above its kernel': ends(
    convolution(),
    convolution({ kernelSize: [1, 2], strides: [2, 3], useBias: false }),
    flatten,
  ),
  MaxPooling2D: ends(convolution(), { block: 'MaxPooling2D', params: { poolSize: [2, 2] } }, convolution(), flatten),
  'MaxPooling2D, overlapping, same': ends(
    convolution(),
    { block: 'MaxPooling2D', params: { poolSize: [3, 3], strides: [2, 2], padding: 'same' } },
    flatten,
  ),
  AveragePooling2D: ends(convolution(), { block: 'AveragePooling2D', params: { poolSize: [2, 2] } }, convolution(), flatten),
  GlobalAveragePooling2D: ends(convolution(), { block: 'GlobalAveragePooling2D' }),
  'Dense and Flatten': ends(
    flatten,
    { block: 'Dense', params: { units: 7, activation: 'relu' } },
    { block: 'Dense', params: { units: 5 } },
  ),
  Dropout: ends(convolution(), { block: 'Dropout', params: { rate: 0.3 } }, flatten),
  BatchNormalization: ends(
    convolution({ useBias: false, activation: 'linear' }),
    { block: 'BatchNormalization' },
    { block: 'Activation', params: { activation: 'relu' } },
    flatten,
    { block: 'Dense', params: { units: 6, activation: 'linear' } },
    { block: 'BatchNormalization' },
  ),
  'Add and Concatenate': merged(),
  ...Object.fromEntries(
    Object.keys(activations).map((name) => [`activation ${name}`, withActivation(name as ActivationName)]), // the keys of that table
  ),
};

/** The function at the end of a convolution, of a dense layer, and as a block of its own. */
function withActivation(activation: ActivationName): Graph {
  return ends(convolution({ activation }), { block: 'Activation', params: { activation } }, flatten, {
    block: 'Dense',
    params: { units: 6, activation },
  });
}

/** Two branches of a convolution, added; then joined with the first. */
function merged(): Graph {
  const node = (id: string, block: string, params: Graph['nodes'][number]['params'] = {}) => ({ id, block, params });
  return {
    version: 1,
    nodes: [
      node('in', 'Input'),
      node('stem', 'Conv2D', { filters: 4, activation: 'tanh' }),
      node('left', 'Conv2D', { filters: 4, activation: 'tanh' }),
      node('right', 'Conv2D', { filters: 4, kernelSize: [1, 1], activation: 'sigmoid' }),
      node('sum', 'Add'),
      node('both', 'Concatenate'),
      node('flat', 'Flatten'),
      node('logits', 'Dense', { units: classes, activation: 'linear' }),
      node('out', 'Output'),
    ],
    edges: [
      ['in', 'stem'],
      ['stem', 'left'],
      ['stem', 'right'],
      ['left', 'sum'],
      ['right', 'sum'],
      ['sum', 'both'],
      ['stem', 'both'],
      ['both', 'flat'],
      ['flat', 'logits'],
      ['logits', 'out'],
    ].map(([from = '', to = '']) => ({ from, to })),
  };
}
