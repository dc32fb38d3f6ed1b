import { expect, it } from 'vitest';
import { moveNodes } from '#app/graph/edits/change.ts';
import { layout } from '#app/graph/layout.ts';
import { templates } from '#app/graph/templates/index.ts';

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
