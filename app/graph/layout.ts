import * as dagre from '@dagrejs/dagre';
import type { Graph } from './graph.ts';

export interface Size {
  width: number;
  height: number;
}

/** Places of all blocks, flowing down in the order of computation, in px of the canvas; a block that has a place keeps it. */
export function layout(graph: Graph, size: Size): Map<string, { x: number; y: number }> {
  const placed = new Map(graph.nodes.flatMap((node) => (node.position === undefined ? [] : [[node.id, node.position] as const])));
  if (placed.size === graph.nodes.length) return placed;
  const drawing = new dagre.Graph();
  drawing.setGraph({ rankdir: 'TB', nodesep: 48, ranksep: 32, marginx: 0, marginy: 0 });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) drawing.setNode(id, { ...size });
  const known = new Set(graph.nodes.map(({ id }) => id));
  for (const { from, to } of graph.edges) if (known.has(from) && known.has(to) && from !== to) drawing.setEdge(from, to);
  dagre.layout(drawing);
  for (const { id } of graph.nodes) {
    if (placed.has(id)) continue;
    const { x = 0, y = 0 } = drawing.node(id);
    placed.set(id, { x: Math.round(x - size.width / 2), y: Math.round(y - size.height / 2) });
  }
  return placed;
}
