import type { GraphEdge } from '#app/graph/graph.ts';

/** A wire's id on the canvas. Node ids hold no spaces. */
export const edgeId = (edge: GraphEdge): string => `${edge.from} ${edge.to}`;

/** The wire of a canvas id. */
export function edgeOf(id: string): GraphEdge {
  const [from = '', to = ''] = id.split(' ');
  return { from, to };
}
