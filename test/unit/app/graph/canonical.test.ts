import { describe, expect, it } from 'vitest';
import { canonical } from '#app/graph/canonical.ts';
import { moveNodes, renameNode, setParams } from '#app/graph/edits/change.ts';
import { connect, disconnect, removeNodes } from '#app/graph/edits/wires.ts';
import type { Graph } from '#app/graph/graph.ts';

const graph: Graph = {
  version: 1,
  nodes: [
    { id: 'in', block: 'Input', params: {} },
    { id: 'a', block: 'Conv2D', params: { filters: 8 } },
    { id: 'b', block: 'Conv2D', params: { filters: 8, kernelSize: [1, 1] } },
    { id: 'both', block: 'Concatenate', params: {} },
    { id: 'pool', block: 'GlobalAveragePooling2D', params: {} },
    { id: 'out', block: 'Output', params: {} },
  ],
  edges: [
    { from: 'in', to: 'a' },
    { from: 'in', to: 'b' },
    { from: 'a', to: 'both' },
    { from: 'b', to: 'both' },
    { from: 'both', to: 'pool' },
    { from: 'pool', to: 'out' },
  ],
};
const before = canonical(graph);

describe('stays the same when', () => {
  it.each<[string, Graph]>([
    ['a block is moved', moveNodes(graph, new Map([['a', { x: 9, y: 9 }]])).graph],
    ['a block is renamed', renameNode(graph, 'a', 'stem').graph],
    ['a default is written down', setParams(graph, 'a', { padding: 'same', kernelSize: [3, 3] }).graph],
    ['a pair is written as one number', setParams(graph, 'b', { kernelSize: 1 }).graph],
    ['blocks are stored in another order', { ...graph, nodes: [...graph.nodes].reverse() }],
    [
      'blocks have other ids',
      {
        ...graph,
        nodes: graph.nodes.map((node) => ({ ...node, id: `${node.id}9` })),
        edges: graph.edges.map(({ from, to }) => ({ from: `${from}9`, to: `${to}9` })),
      },
    ],
  ])('%s', (_, same) => expect(canonical(same)).toBe(before));
});

describe('changes when', () => {
  it.each<[string, Graph]>([
    ['a parameter changes', setParams(graph, 'a', { filters: 9 }).graph],
    ['a block is removed', removeNodes(graph, new Set(['pool'])).graph],
    ['a wire is added', connect(graph, 'in', 'both').graph],
    ['the order of a merging block’s inputs changes', { ...graph, edges: [...graph.edges].reverse() }],
    ['a wire is taken from a draft', disconnect(graph, { from: 'b', to: 'both' }).graph],
    ['a wire leads to nowhere', { ...graph, edges: [...graph.edges, { from: 'a', to: 'ghost' }] }],
    ['a parameter is wrong', setParams(graph, 'a', { filters: 0 }).graph],
  ])('%s', (_, other) => expect(canonical(other)).not.toBe(before));
});
