import { blockOf } from '../blocks/index.ts';
import type { Graph, GraphNode } from './graph.ts';
import { wire, wiresInto } from './wiring.ts';

/**
 * What a graph computes, as text to be hashed: without positions, names and ids, defaults filled in, blocks in order of
 * computation. Two graphs with the same text compile to the same layers with the same weights. The wires' order counts,
 * because it is the order of a merging block's inputs.
 */
export function canonical(graph: Graph): string {
  const wiring = wire(graph);
  const places = new Map(wiring.order.map((id, place) => [id, place]));
  const nodes = wiring.order.flatMap((id) => {
    const node = wiring.nodes.get(id);
    return node === undefined
      ? []
      : [{ block: node.block, params: sortedParams(node), from: wiresInto(wiring, id).map(({ from }) => places.get(from)) }];
  });
  // Wires and nodes that are in error are part of what the user drew: two drafts that differ in them differ.
  const faults = wiring.faults.map(({ edge, fault }) => [fault, places.get(edge.from) ?? edge.from, places.get(edge.to) ?? edge.to]);
  return JSON.stringify({ version: graph.version, nodes, faults, repeated: [...wiring.repeated].map((id) => places.get(id)) });
}

/** Parameters as pairs by name; the node's own where they are wrong. */
function sortedParams(node: GraphNode): [string, unknown][] {
  const parsed = blockOf(node.block)?.params.safeParse(node.params);
  return Object.entries(parsed?.success ? parsed.data : node.params).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
