import type { Graph, GraphNode } from '../graph.ts';

/** One block of a chain; ids are made from the block's name. */
export interface Link {
  block: string;
  params?: GraphNode['params'];
}

/** A Dense link. */
export const denseLink = (units: number, activation: 'relu' | 'linear'): Link => ({
  block: 'Dense',
  params: { units, activation, useBias: true },
});

/** Wires blocks one behind the other, with ids like "conv2d1". */
export function chain(links: readonly Link[]): Graph {
  const counts = new Map<string, number>();
  const nodes = links.map(({ block, params = {} }): GraphNode => {
    const count = (counts.get(block) ?? 0) + 1;
    counts.set(block, count);
    const single = links.filter((link) => link.block === block).length === 1;
    return { id: `${block.toLowerCase()}${single ? '' : count}`, block, params };
  });
  const edges = nodes.slice(1).map((node, before) => ({ from: nodes[before]?.id ?? '', to: node.id }));
  return { version: 1, nodes, edges };
}
