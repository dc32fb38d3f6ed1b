import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { blocks } from '#app/blocks/index.ts';
import { analyse } from '#app/graph/analyse.ts';
import { canonical } from '#app/graph/canonical.ts';
import { differingBlocks } from '#app/graph/compare.ts';
import { applyRepair } from '#app/graph/edits/repair.ts';
import type { Graph, GraphNode } from '#app/graph/graph.ts';
import { layout } from '#app/graph/layout.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { type Draws, draws } from '#app/runs/random.ts';

const pick = <T>({ integer }: Draws, values: readonly T[]): T => values[integer(values.length)] as T; // never of an empty list

/** Anything a file may hold under a block's parameters. */
function wildParams(random: Draws, fields: readonly string[]): GraphNode['params'] {
  const values = [
    0,
    1,
    3,
    -1,
    0.5,
    1e9,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '',
    'same',
    'relu',
    'softmax',
    true,
    null,
    [2, 2],
    [1, 1],
    [3, 3],
    [0, -1],
    [2],
    [1, 2, 3],
  ];
  const names = [...fields, 'constructor', 'toString', 'extra'];
  return Object.fromEntries(Array.from({ length: random.integer(4) }, () => [pick(random, names), pick(random, values)]));
}

/** Blocks and wires thrown together. */
function wildGraph(seed: number): Graph {
  const random = draws(1, seed);
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'constructor', 'toString', 'valueOf', '__proto__'].slice(0, 1 + random.integer(10));
  const nodes = ids.map((id): GraphNode => {
    const block = random.next() < 0.95 ? pick(random, blocks) : undefined;
    return {
      id: random.next() < 0.03 ? 'a' : id,
      block: block?.type ?? pick(random, ['Lambda', '__proto__', 'constructor']),
      params: random.next() < 0.5 ? {} : wildParams(random, Object.keys(block?.fields ?? {})),
    };
  });
  const edges = Array.from({ length: random.integer(14) }, () => ({
    from: pick(random, [...ids, 'ghost']),
    to: pick(random, [...ids, 'ghost']),
  }));
  return { version: 1, nodes, edges };
}

/** A chain of blocks that mostly fit, with a skip connection here and there. */
function likelyGraph(seed: number): Graph {
  const random = draws(2, seed);
  const links: [string, GraphNode['params']][] = Array.from({ length: random.integer(6) }, () =>
    pick<() => [string, GraphNode['params']]>(random, [
      () => [
        'Conv2D',
        {
          filters: 1 + random.integer(5),
          kernelSize: [1 + random.integer(3), 1 + random.integer(3)],
          strides: 1 + random.integer(2),
          padding: pick(random, ['same', 'valid']),
          activation: pick(random, ['relu', 'leaky_relu', 'softmax']),
          useBias: random.next() < 0.5,
        },
      ],
      () => [
        pick(random, ['MaxPooling2D', 'AveragePooling2D']),
        { poolSize: 1 + random.integer(3), padding: pick(random, ['same', 'valid']) },
      ],
      () => ['BatchNormalization', {}],
      () => ['Dropout', {}],
      () => ['Activation', { activation: pick(random, ['elu', 'tanh', 'leaky_relu']) }],
      () => ['Dense', { units: 1 + random.integer(6) }],
    ])(),
  );
  const chain: [string, GraphNode['params']][] = [
    ['Input', {}],
    ...links,
    [pick(random, ['Flatten', 'GlobalAveragePooling2D']), {}],
    ['Dense', { units: 3, activation: pick(random, ['linear', 'softmax', 'relu']) }],
    ['Output', {}],
  ];
  const nodes = chain.map(([block, params], index) => ({ id: `n${index}`, block, params }));
  const edges = nodes.slice(1).map(({ id }, index) => ({ from: `n${index}`, to: id }));
  if (links.length < 2) return { version: 1, nodes, edges };
  const merge = { id: 'merge', block: pick(random, ['Add', 'Concatenate']), params: {} };
  const at = 2 + random.integer(links.length - 1);
  const rewired = edges.map((edge) => (edge.to === `n${at + 1}` ? { from: 'merge', to: edge.to } : edge));
  return {
    version: 1,
    nodes: [...nodes, merge],
    edges: [...rewired, { from: `n${at}`, to: 'merge' }, { from: `n${at - 1}`, to: 'merge' }],
  };
}

beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => tf.engine().startScope());
afterEach(() => {
  tf.engine().endScope();
  tf.disposeVariables();
});

describe('300 graphs thrown together', () => {
  const graphs = Array.from({ length: 300 }, (_, seed) => wildGraph(seed));
  const context = { input: [6, 5, 2], classes: 3 };

  it('are judged without a fall: each wrong one has an error in words', () => {
    for (const graph of graphs) {
      const { ok, problems } = analyse(graph, context);
      expect(ok).toBe(problems.every(({ severity }) => severity !== 'error'));
      for (const { message } of problems) expect(message).not.toMatch(/undefined|\[object|NaN×|function/);
    }
  });

  it('are hashed, compared, laid out and mended without a fall', () => {
    for (const [index, graph] of graphs.entries()) {
      canonical(graph);
      differingBlocks(graph, graphs[index - 1] ?? graph);
      if (index < 40) layout(graph, { width: 208, height: 56 });
      for (const { repairs } of analyse(graph, context).problems)
        for (const repair of repairs) analyse(applyRepair(graph, repair).graph, context);
    }
  });

  it('are compiled, or refused with an expected error', () => {
    for (const graph of graphs) {
      if (analyse(graph, context).ok) continue;
      expect(() => toLayers(tf, graph, context, 7)).toThrow(/^The model cannot be trained: /);
    }
  });

  it('leave the prototypes of objects as they are', () => {
    expect([Object.keys(Object.prototype), Object.keys(Array.prototype)]).toEqual([[], []]);
  });
});

describe('150 graphs that mostly fit', () => {
  const context = { input: [7, 6, 2], classes: 3 };
  const sound = Array.from({ length: 150 }, (_, seed) => likelyGraph(seed)).filter((graph) => analyse(graph, context).ok);

  it('are sound in half of the cases at least, or this test shows little', () => {
    expect(sound.length).toBeGreaterThan(75);
  });

  it('compile to layers with the shapes and the parameters that the check says', () => {
    for (const graph of sound) {
      const { totals, nodes } = analyse(graph, context);
      const { layers } = toLayers(tf, graph, context, 7);
      expect(layers.countParams()).toBe(totals.parameters);
      for (const layer of layers.layers) {
        const node = nodes.get(layer.name);
        if (node !== undefined) expect([layer.name, ...[layer.outputShape].flat().slice(1)]).toEqual([layer.name, ...(node.output ?? [])]);
      }
    }
  });
});
