import { describe, expect, it } from 'vitest';
import type { BlockContext } from '#app/blocks/block.ts';
import { analyse } from '#app/graph/analyse.ts';
import { canonical } from '#app/graph/canonical.ts';
import { applyRepair } from '#app/graph/edits/repair.ts';
import type { Graph } from '#app/graph/graph.ts';
import { headOf, lossName } from '#app/graph/head.ts';
import { layout } from '#app/graph/layout.ts';
import { chain, denseLink } from '#app/graph/templates/chain.ts';
import { graphFor, templatesFor } from '#app/graph/templates/index.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { measureOf } from '#app/runs/measure.ts';
import { tf } from '#main/engine/tfjs.ts';

const rows: BlockContext = {
  input: [4],
  data: { kind: 'numbers', of: 'rows' },
  classes: 5,
  answers: 'several',
  heads: [
    { name: 'kind', columns: ['kind'], answers: 'item', classes: 3 },
    { name: 'weight', columns: ['weight', 'price'], answers: 'numbers', classes: 2 },
  ],
};
const one = chain([{ block: 'Input' }, denseLink(8, 'relu'), denseLink(3, 'linear'), { block: 'Output' }]);
const [template] = templatesFor(rows);
if (template === undefined) throw new Error('there is a template for several heads');
const both = graphFor(template, rows);
const told = (graph: Graph, context = rows) => analyse(graph, context).problems.map(({ message }) => message);
const withHead = (graph: Graph, id: string, head: string): Graph => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.id === id ? { ...node, params: { head } } : node)),
});

describe('a model with several heads', () => {
  it.each(templatesFor(rows))('is begun by the template $name with an Output for each', (each) => {
    const graph = graphFor(each, rows);
    expect(told(graph)).toEqual([]);
    expect(graph.nodes.filter(({ block }) => block === 'Output').map(({ params }) => params)).toEqual([
      { head: 'kind' },
      { head: 'weight' },
    ]);
    const { layers, logits, head } = toLayers(tf, graph, rows, 1, { loss: 'huber', units: [1, 10, 20] });
    expect([layers.outputs[0]?.shape, logits.outputs[0]?.shape]).toEqual([
      [null, 5],
      [null, 5],
    ]);
    expect(head).toEqual({
      kind: 'several',
      heads: [
        { head: { kind: 'softmax' }, logits: 3, answers: 1 },
        { head: { kind: 'numbers', loss: 'huber', units: [10, 20] }, logits: 2, answers: 2 },
      ],
    });
    tf.disposeVariables();
  });

  it('answers in the order of the heads, whichever Output comes first', () => {
    const swapped = withHead(withHead(both, 'output1', 'weight'), 'output2', 'kind');
    const turned = {
      ...swapped,
      nodes: swapped.nodes.map((node) =>
        node.block === 'Dense' && node.id.endsWith('head1')
          ? { ...node, params: { ...node.params, units: 2 } }
          : node.id.endsWith('head2')
            ? { ...node, params: { ...node.params, units: 3 } }
            : node,
      ),
    };
    expect(told(turned)).toEqual([]);
    const { layers } = toLayers(tf, turned, rows, 1);
    const answer = tf.tidy(() => (layers.predict(tf.ones([1, 4])) as ReturnType<typeof tf.ones>).dataSync());
    expect((answer[0] ?? 0) + (answer[1] ?? 0) + (answer[2] ?? 0)).toBeCloseTo(1, 5);
    tf.disposeVariables();
  });

  it('is judged first by its first head, and loses the sum of all', () => {
    expect(measureOf(rows)).toBe('accuracy');
    expect(measureOf({ ...rows, heads: rows.heads?.toReversed() ?? [] })).toBe('error');
    expect(lossName(headOf(rows))).toBe('categorical-crossentropy + mse');
  });

  it('says of an Output which it answers', () => {
    const { block, params, context } = analyse(both, rows).nodes.get('output2') ?? {};
    expect(block?.describe(params ?? {}, context ?? rows)).toBe('weight, numbers');
  });

  it('draws the first Output at the left', () => {
    const places = layout(both, { width: 200, height: 56 });
    expect(places.get('output1')?.x).toBeLessThan(places.get('output2')?.x ?? 0);
    expect(Math.min(...[...places.values()].map(({ x }) => x))).toBe(0);
  });
});

describe('an Output that does not fit its heads', () => {
  it('must say which it answers, one click away each; then the other one is asked for, and a click adds it', () => {
    expect(told(one)).toEqual(['Output must answer one of "kind", "weight, price"; got none; choose one.']);
    const [first] = analyse(one, rows).problems;
    expect(first?.repairs.map(({ label }) => label)).toEqual(['Answer kind', 'Answer weight, price']);
    const chosen = applyRepair(one, first?.repairs[0] ?? expect.fail()).graph;
    expect(told(chosen)).toEqual(['"weight", "price" must be answered too; got no Output for it; add one.']);
    const [missing] = analyse(chosen, rows).problems;
    expect(missing?.repairs.map(({ label }) => label)).toEqual(['Add Output for weight']);
    const added = applyRepair(chosen, missing?.repairs[0] ?? expect.fail()).graph;
    expect(told(added)[0]).toEqual('Output 2 must get 2 numbers, one an answer; got 8 from Dense 1; use Dense with 2 units.');
    const dense = analyse(added, rows).problems[0]?.repairs.find(({ label }) => label === 'Insert Dense 2');
    expect(told(applyRepair(added, dense ?? expect.fail()).graph)).toEqual([]);
  });

  it('must not answer what another does', () => {
    const twice = withHead(both, 'output2', 'kind');
    expect(told(twice)).toContain('"kind" must be answered by one Output; got Output 1 and Output 2; remove one.');
  });

  it('must not answer what the data has not', () => {
    expect(told(withHead(both, 'output2', 'age'))).toContain('Output 2 must answer one of "kind", "weight, price"; got "age"; choose one.');
  });

  it('leaves data with one answer as it was: one Output, whose name counts nowhere', () => {
    const plain: BlockContext = { input: [4], data: { kind: 'numbers', of: 'rows' }, classes: 3 };
    expect(told(both, plain)).toContain('A model must have one Output; got 2; remove Output 2.');
    expect(told(withHead(one, 'output', 'kind'), plain)).toEqual([]);
    const named = analyse(withHead(one, 'output', 'kind'), plain).nodes.get('output');
    expect(named?.block?.describe(named.params ?? {}, named.context)).toBe('softmax');
    expect(JSON.parse(canonical(one)).nodes.at(-1)).toEqual({ block: 'Output', params: [], from: [2] });
  });
});

describe('an activation before one of several Outputs', () => {
  const bent = (id: string, activation: string): Graph => ({
    ...both,
    nodes: both.nodes.map((node) => (node.id === id ? { ...node, params: { ...node.params, activation } } : node)),
  });

  it('is left to the Output whose own it is', () => {
    const graph = bent('dense3head1', 'softmax');
    expect(told(graph)).toEqual([expect.stringContaining('is left to Output, which adds it once itself')]);
  });

  it('is advised against where the Output answers numbers', () => {
    expect(told(bent('dense3head2', 'softmax'))).toEqual([expect.stringContaining('so that an answer cannot be any number')]);
  });
});
