import { blockOf } from '../../blocks/index.ts';
import type { Graph, GraphNode } from '../graph.ts';
import { nodeNames } from '../names.ts';
import { wire } from '../wiring.ts';

/** A change of a graph: what Undo calls it, the graph after it, and the nodes it brought, to be chosen. */
export interface Edit {
  label: string;
  graph: Graph;
  added: readonly string[];
  /** What it would be called had it been done to an earlier graph: when several edits are undone as one. */
  since?: (earlier: Graph) => string;
}

/** What a node is called on the canvas: "Conv2D 2". */
export const nameIn = (graph: Graph, id: string): string => nodeNames(wire(graph)).get(id) ?? id;

/** A block's title, or the name it has in the graph where nobody knows it. */
export const titleOf = (type: string): string => blockOf(type)?.title ?? type;

/** An id that no node has: the block's name in small letters and a number, conv2d_3. */
export function freshId(taken: ReadonlySet<string>, type: string): string {
  const stem = type.toLowerCase().replace(/[^a-z0-9]/g, '') || 'block';
  const safe = /^[a-z]/.test(stem) ? stem : `block${stem}`;
  for (let number = 1; ; number++) {
    const id = `${safe.slice(0, 56)}_${number}`;
    if (!taken.has(id)) return id;
  }
}

export const idsOf = (graph: Graph): Set<string> => new Set(graph.nodes.map(({ id }) => id));

/** The graph with one node changed. */
export function withNode(graph: Graph, id: string, change: (node: GraphNode) => GraphNode): Graph {
  return { ...graph, nodes: graph.nodes.map((node) => (node.id === id ? change(node) : node)) };
}
