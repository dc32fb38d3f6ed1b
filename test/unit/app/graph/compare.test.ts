import { expect, it } from 'vitest';
import { differingBlocks } from '#app/graph/compare.ts';
import { addBranch, insertOnEdge } from '#app/graph/edits/add.ts';
import { moveNodes, replaceBlock, setParams } from '#app/graph/edits/change.ts';
import { connect, removeNodes } from '#app/graph/edits/wires.ts';
import type { Graph } from '#app/graph/graph.ts';
import { templateOf } from '#app/graph/templates/index.ts';

const template = (name: string): Graph => templateOf(name)?.graph([32, 32, 3], 10) ?? { version: 1, nodes: [], edges: [] };
const small = template('small-cnn');
const texts = (after: Graph, before = small) => differingBlocks(before, after).map(({ text }) => text);

it.each<[string, Graph, string[]]>([
  ['nothing', small, []],
  ['a place', moveNodes(small, new Map([['input', { x: 1, y: 1 }]])).graph, []],
  ['a default that is written down', setParams(small, 'conv2d2', { padding: 'same' }).graph, []],
  ['a parameter', setParams(small, 'conv2d2', { filters: 64 }).graph, ['filters 32→64 in Conv2D 2']],
  [
    'two parameters',
    setParams(small, 'conv2d1', { kernelSize: [5, 5], activation: 'elu' }).graph,
    ['kernel 3×3→5×5 in Conv2D 1', 'activation relu→elu in Conv2D 1'],
  ],
  ['a switch', setParams(small, 'dense1', { useBias: false }).graph, ['bias on→off in Dense 1']],
  [
    'a block put in',
    insertOnEdge(small, { block: 'Dropout' }, { from: 'flatten', to: 'dense1' }).graph,
    ['Dropout 1 added after Flatten 1'],
  ],
  ['a block taken away', removeNodes(small, new Set(['maxpooling2d2'])).graph, ['MaxPooling2D 2 removed']],
  [
    'another block in its place',
    replaceBlock(small, 'flatten', 'GlobalAveragePooling2D').graph,
    ['Flatten 1 removed', 'GlobalAveragePooling2D 1 added after MaxPooling2D 3'],
  ],
  ['a branch', addBranch(small, { block: 'Activation' }, 'conv2d1').graph, ['Activation 1 added after Conv2D 1']],
])('says how a graph differs in %s', (_, after, expected) => expect(texts(after)).toEqual(expected));

it('says that a wire was added', () => {
  const before = insertOnEdge(small, { block: 'Add' }, { from: 'flatten', to: 'dense1' }).graph;
  expect(texts(connect(before, 'maxpooling2d3', 'add_1').graph, before)).toEqual(['wire MaxPooling2D 3 → Add 1 added']);
});

it('pairs equal blocks by their ids', () => {
  const twice = insertOnEdge(small, { block: 'Conv2D', params: { filters: 16 } }, { from: 'conv2d1', to: 'maxpooling2d1' }).graph;
  expect(texts(removeNodes(twice, new Set(['conv2d1'])).graph, twice)).toEqual(['Conv2D 1 removed']);
});

it('pairs blocks by what they are where ids say nothing', () => {
  const renamed: Graph = {
    ...small,
    nodes: small.nodes.map((node) => ({ ...node, id: `x${node.id}` })),
    edges: small.edges.map(({ from, to }) => ({ from: `x${from}`, to: `x${to}` })),
  };
  expect(texts(setParams(renamed, 'xconv2d3', { filters: 8 }).graph)).toEqual(['filters 64→8 in Conv2D 3']);
});

it('tells two templates apart in few words', () => {
  expect(texts(template('softmax'))).toEqual([
    'Conv2D 1 removed',
    'MaxPooling2D 1 removed',
    'Conv2D 2 removed',
    'MaxPooling2D 2 removed',
    'Conv2D 3 removed',
    'MaxPooling2D 3 removed',
    'Dense 1 removed',
  ]);
});
