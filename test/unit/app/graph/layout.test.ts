import { expect, it } from 'vitest';
import { moveNodes } from '#app/graph/edits/change.ts';
import { layout } from '#app/graph/layout.ts';
import { templates } from '#app/graph/templates/index.ts';
import { expectBelow } from '#test/helpers/speed.ts';

const size = { width: 208, height: 56 };

it.each(templates.map((template) => [template.name, template.graph([32, 32, 3], 10)] as const))(
  'lays %s out downwards, no block on another',
  (_, graph) => {
    const places = layout(graph, size);
    expect(places.size).toBe(graph.nodes.length);
    for (const { from, to } of graph.edges)
      expect((places.get(to)?.y ?? 0) - (places.get(from)?.y ?? 0)).toBeGreaterThanOrEqual(size.height);
  },
);

it('leaves blocks where they were put', () => {
  const graph = moveNodes(
    templates[0]?.graph([32, 32, 3], 10) ?? { version: 1, nodes: [], edges: [] },
    new Map([['input', { x: 500, y: 40 }]]),
  ).graph;
  expect(layout(graph, size).get('input')).toEqual({ x: 500, y: 40 });
});

it('puts an Output that nothing leads to yet below the last block', () => {
  const nodes = ['Output', 'Input', 'Conv2D'].map((block) => ({ id: block.toLowerCase(), block, params: {} }));
  const places = layout({ version: 1, nodes, edges: [{ from: 'input', to: 'conv2d' }] }, size);
  const below = (id: string, other: string) => (places.get(id)?.y ?? 0) - (places.get(other)?.y ?? 0);
  expect(below('conv2d', 'input')).toBeGreaterThan(size.height);
  expect(below('output', 'conv2d')).toBeGreaterThan(size.height);
  expect(places.get('output')?.x).toBe(places.get('conv2d')?.x);
});

it('lays branches out side by side, whatever the blocks are called', () => {
  const ids = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'];
  const nodes = ids.map((id) => ({ id, block: 'Add', params: {} }));
  const edges = [
    { from: 'constructor', to: 'toString' },
    { from: 'constructor', to: 'valueOf' },
    { from: 'toString', to: 'hasOwnProperty' },
    { from: 'valueOf', to: 'hasOwnProperty' },
  ];
  const places = layout({ version: 1, nodes, edges }, size);
  expect(places.get('toString')?.y).toBe(places.get('valueOf')?.y);
  expect(Math.abs((places.get('toString')?.x ?? 0) - (places.get('valueOf')?.x ?? 0))).toBeGreaterThanOrEqual(size.width);
});

it.each([
  ['a chain', 1],
  ['skip connections', 2],
])('lays 2,000 blocks with %s out in a moment', (_, reach) => {
  const nodes = Array.from({ length: 2000 }, (_, index) => ({ id: `n${index}`, block: 'Add', params: {} }));
  const edges = nodes.flatMap(({ id }, index) => nodes.slice(index + 1, index + 1 + reach).map((after) => ({ from: id, to: after.id })));
  const start = performance.now();
  expect(new Set([...layout({ version: 1, nodes, edges }, size).values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(2000);
  expectBelow(performance.now() - start, 2000);
});
