import { blockOf } from '../../blocks/index.ts';
import { counted } from '../../numbers.ts';
import type { Graph, GraphEdge } from '../graph.ts';
import { type Edit, nameIn, titleOf } from './edit.ts';

/** Why a wire may not be drawn, or null when it may. A block that takes one wire may still get it: the new one replaces the old. */
export function connectProblem(graph: Graph, from: string, to: string): string | null {
  const source = graph.nodes.find(({ id }) => id === from);
  const target = graph.nodes.find(({ id }) => id === to);
  if (source === undefined || target === undefined) return 'Both ends must be blocks of this model.';
  if (from === to) return 'A block cannot feed itself.';
  if (blockOf(source.block)?.hasOutput === false) return `Nothing comes out of ${titleOf(source.block)}.`;
  if (blockOf(target.block)?.inputs.most === 0) return `Nothing goes into ${titleOf(target.block)}.`;
  if (graph.edges.some((edge) => edge.from === from && edge.to === to)) return 'They are wired already.';
  if (reaches(graph, to, from)) return 'That would close a circle.';
  return null;
}

/** Draws a wire; a block that takes only one gives its old one up, and no two blocks are wired twice. */
export function connect(graph: Graph, from: string, to: string): Edit {
  const target = graph.nodes.find(({ id }) => id === to);
  const single = (blockOf(target?.block ?? '')?.inputs.most ?? 1) === 1;
  const edges = graph.edges.filter((edge) => edge.to !== to || (!single && edge.from !== from));
  return { label: `Wire ${nameIn(graph, from)} to ${nameIn(graph, to)}`, graph: { ...graph, edges: [...edges, { from, to }] }, added: [] };
}

/** Takes a wire away. */
export function disconnect(graph: Graph, { from, to }: GraphEdge): Edit {
  const edges = graph.edges.filter((edge) => edge.from !== from || edge.to !== to);
  return { label: `Remove the wire from ${nameIn(graph, from)} to ${nameIn(graph, to)}`, graph: { ...graph, edges }, added: [] };
}

/** Takes blocks away and heals the wires: what led into one leads to where it led, as far as that takes it. */
export function removeNodes(graph: Graph, ids: ReadonlySet<string>): Edit {
  let edges: readonly GraphEdge[] = graph.edges;
  for (const id of ids) edges = healed(graph, edges, id);
  const gone = [...ids].filter((id) => graph.nodes.some((node) => node.id === id));
  const label = gone.length === 1 ? `Delete ${nameIn(graph, gone[0] ?? '')}` : `Delete ${counted(gone.length, 'block')}`;
  return { label, graph: { ...graph, nodes: graph.nodes.filter(({ id }) => !ids.has(id)), edges: [...edges] }, added: [] };
}

function healed(graph: Graph, edges: readonly GraphEdge[], id: string): readonly GraphEdge[] {
  const sources = edges.filter((edge) => edge.to === id).map((edge) => edge.from);
  const mended: GraphEdge[] = [];
  for (const edge of edges) {
    if (edge.to === id) continue;
    if (edge.from !== id) {
      mended.push(edge);
      continue;
    }
    const most = blockOf(graph.nodes.find((node) => node.id === edge.to)?.block ?? '')?.inputs.most ?? 1;
    for (const from of sources.slice(0, most)) {
      const exists =
        edges.some((other) => other.from === from && other.to === edge.to) ||
        mended.some((other) => other.from === from && other.to === edge.to);
      if (!exists) mended.push({ from, to: edge.to });
    }
  }
  return mended;
}

/** Whether a walk along the wires from one node comes to the other. */
function reaches(graph: Graph, from: string, to: string): boolean {
  const next = new Map<string, string[]>();
  for (const edge of graph.edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
  const seen = new Set([from]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true;
    for (const after of next.get(id) ?? []) {
      if (seen.has(after)) continue;
      seen.add(after);
      open.push(after);
    }
  }
  return false;
}
