import { describe, expect, it } from 'vitest';
import { readGraph } from '#app/graph/read.ts';
import { templates } from '#app/graph/templates/index.ts';

it.each(templates)('reads what was written of $name', (template) => {
  const graph = template.graph([32, 32, 3], 10);
  expect(readGraph(JSON.parse(JSON.stringify(graph)))).toEqual({ ok: true, graph });
});

const node = { id: 'a', block: 'Input', params: {} };

describe('refuses', () => {
  it.each<[string, unknown, string]>([
    ['text', 'graph', 'it does not fit'],
    ['another version', { version: 2, nodes: [], edges: [] }, 'version does not fit'],
    ['an id that is a path', { version: 1, nodes: [{ ...node, id: '../x' }], edges: [] }, 'nodes[0].id does not fit'],
    [
      'a name of the prototype as an id',
      JSON.parse('{"version":1,"nodes":[{"id":"__proto__","block":"Input","params":{}}],"edges":[]}'),
      'nodes[0].id does not fit',
    ],
    ['10,000 blocks', { version: 1, nodes: Array.from({ length: 10_000 }, () => node), edges: [] }, 'nodes must hold 2,000 or fewer'],
    [
      '100,000 wires',
      { version: 1, nodes: [node], edges: Array.from({ length: 100_000 }, () => ({ from: 'a', to: 'b' })) },
      'edges must hold 8,000 or fewer',
    ],
    [
      'numbers that are none',
      { version: 1, nodes: [{ ...node, params: { rate: Number.NaN } }], edges: [] },
      'nodes[0].params.rate does not fit',
    ],
    [
      'parameters inside parameters',
      { version: 1, nodes: [{ ...node, params: { rate: { rate: 1 } } }], edges: [] },
      'nodes[0].params.rate does not fit',
    ],
    [
      'a place that is none',
      { version: 1, nodes: [{ ...node, position: { x: Number.POSITIVE_INFINITY, y: 0 } }], edges: [] },
      'nodes[0].position.x does not fit',
    ],
  ])('%s', (_, value, problem) => {
    const reading = readGraph(value);
    expect(reading.ok ? '' : reading.problem).toContain(problem);
  });

  it('nesting a hundred thousand deep, without falling over', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(readGraph({ version: 1, nodes: [{ ...node, params: { deep } }], edges: [] }).ok).toBe(false);
  });
});

it('takes no prototype from a parameter’s name', () => {
  const reading = readGraph(
    JSON.parse('{"version":1,"nodes":[{"id":"a","block":"Conv2D","params":{"__proto__":{"filters":3}}}],"edges":[]}'),
  );
  expect(reading.ok && 'filters' in (reading.graph.nodes[0]?.params ?? {})).toBe(false);
});
