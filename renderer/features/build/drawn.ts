import type { Position } from '#app/graph/edits/add.ts';
import type { Graph, GraphEdge } from '#app/graph/graph.ts';
import { wire } from '#app/graph/wiring.ts';
import { edgeId } from './wires.ts';

/** Ids of the blocks that can be drawn, as they are read: from the top down. A file may give one id to several. */
export const drawnNodes = (graph: Graph, places: ReadonlyMap<string, Position>): readonly string[] => {
  const of = (id: string): Position => places.get(id) ?? { x: 0, y: 0 };
  return [...wire(graph).nodes.keys()].sort((a, b) => of(a).y - of(b).y || of(a).x - of(b).x);
};

/** Wires that can be drawn: both ends are there, and each once. */
export function drawnEdges(graph: Graph): readonly GraphEdge[] {
  const ids = new Set(graph.nodes.map((node) => node.id));
  const seen = new Set<string>();
  return graph.edges.filter((edge) => {
    if (!ids.has(edge.from) || !ids.has(edge.to) || seen.has(edgeId(edge))) return false;
    seen.add(edgeId(edge));
    return true;
  });
}
