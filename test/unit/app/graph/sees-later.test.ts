import { describe, expect, it } from 'vitest';
import type { BlockContext } from '#app/blocks/block.ts';
import { analyse } from '#app/graph/analyse.ts';
import type { Graph } from '#app/graph/graph.ts';
import { charLm } from '#app/graph/templates/char-lm.ts';

const context = (answers: NonNullable<BlockContext['answers']>): BlockContext => ({
  input: [8],
  data: { kind: 'tokens', vocabulary: 20 },
  classes: 20,
  answers,
});
const chained = (...blocks: [string, Graph['nodes'][number]['params']][]): Graph => {
  const nodes = (
    [['Input', {}], ['Embedding', { dimension: 4 }], ...blocks, ['Dense', { units: 20 }], ['Output', {}]] as typeof blocks
  ).map(([block, params], place) => ({ id: `n${place}`, block, params }));
  return { version: 1, nodes, edges: nodes.slice(1).map((node, place) => ({ from: `n${place}`, to: node.id })) };
};
const later = (graph: Graph, answers: NonNullable<BlockContext['answers']>) =>
  analyse(graph, context(answers)).problems.filter(({ code }) => code === 'sees-later');

describe('what sees later steps', () => {
  it.each<[string, Graph['nodes'][number]['params']]>([
    ['Bidirectional', { returnSequences: true }],
    ['LSTM', { returnSequences: true, goBackwards: true }],
    ['Conv1D', { filters: 4, kernelSize: 3, padding: 'same' }],
    ['Attention', { units: 4 }],
    ['MaxPooling1D', { poolSize: 3, strides: 1, padding: 'same' }],
    ['Permute', {}],
  ])('%s is refused where the next token is to be answered, and not for tags', (block, params) => {
    const graph = chained([block, params]);
    const [problem] = later(graph, 'next');
    expect(problem).toMatchObject({ severity: 'error', node: 'n2', message: expect.stringContaining('must not see later steps') });
    expect(problem?.repairs).toEqual([{ kind: 'remove-node', label: 'Remove it', node: 'n2' }]);
    expect(analyse(graph, context('next')).ok).toBe(false);
    expect(later(graph, 'step')).toEqual([]);
  });

  it('reading forwards, and causal windows, do not', () => {
    const graph = chained(['LSTM', { returnSequences: true }], ['Conv1D', { filters: 4, kernelSize: 3, padding: 'causal' }]);
    expect(later(graph, 'next')).toEqual([]);
    expect(analyse(charLm.graph([8], 20), context('next')).ok).toBe(true);
  });
});
