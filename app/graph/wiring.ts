import { blockOf } from '../blocks/index.ts';
import type { Graph, GraphEdge, GraphNode } from './graph.ts';

/** What is wrong with a wire itself, whatever its blocks compute. */
export type WireFault = 'missing-node' | 'self-loop' | 'wired-twice' | 'unknown-port' | 'after-output';

/** A graph made ready to be walked. Maps, not objects: ids come from anywhere. */
export interface Wiring {
  /** The first node of each id. */
  nodes: ReadonlyMap<string, GraphNode>;
  /** Ids that more than one node has. */
  repeated: ReadonlySet<string>;
  /** Sound wires into and out of each node, in the order of the graph's edges: it is the order of a block's inputs. */
  into: ReadonlyMap<string, readonly GraphEdge[]>;
  outOf: ReadonlyMap<string, readonly GraphEdge[]>;
  faults: readonly { edge: GraphEdge; fault: WireFault }[];
  /** Every id, each after those its wires come from; what leads to an Output first. */
  order: readonly string[];
  /** Wires that close a circle. */
  closing: ReadonlySet<GraphEdge>;
}

const noWires: readonly GraphEdge[] = [];

/** Wires into a node. */
export const wiresInto = (wiring: Wiring, id: string): readonly GraphEdge[] => wiring.into.get(id) ?? noWires;

/** Wires out of a node. */
export const wiresOutOf = (wiring: Wiring, id: string): readonly GraphEdge[] => wiring.outOf.get(id) ?? noWires;

/** Sorts a graph's wires and puts its nodes in order of computation, in time linear in both. */
export function wire(graph: Graph): Wiring {
  const nodes = new Map<string, GraphNode>();
  const repeated = new Set<string>();
  for (const node of graph.nodes) {
    if (nodes.has(node.id)) repeated.add(node.id);
    else nodes.set(node.id, node);
  }
  const into = new Map<string, GraphEdge[]>();
  const outOf = new Map<string, GraphEdge[]>();
  const faults: { edge: GraphEdge; fault: WireFault }[] = [];
  const seen = new Set<string>();
  for (const edge of graph.edges) {
    const fault = faultOf(edge, nodes, seen);
    if (fault !== null) faults.push({ edge, fault });
    // A wire at a wrong port still says what was meant; counting it keeps one mistake from looking like three.
    if (fault !== null && fault !== 'unknown-port') continue;
    seen.add(JSON.stringify([edge.from, edge.to]));
    append(into, edge.to, edge);
    append(outOf, edge.from, edge);
  }
  const { order, closing } = sorted(nodes, into);
  return { nodes, repeated, into, outOf, faults, order, closing };
}

function append(wires: Map<string, GraphEdge[]>, id: string, edge: GraphEdge): void {
  const list = wires.get(id);
  if (list === undefined) wires.set(id, [edge]);
  else list.push(edge);
}

function faultOf(edge: GraphEdge, nodes: ReadonlyMap<string, GraphNode>, seen: ReadonlySet<string>): WireFault | null {
  const source = nodes.get(edge.from);
  if (source === undefined || !nodes.has(edge.to)) return 'missing-node';
  if (edge.from === edge.to) return 'self-loop';
  if (blockOf(source.block)?.hasOutput === false) return 'after-output';
  // Every block of today has one way in and one way out; their names may be left out.
  if ((edge.fromPort ?? 'out') !== 'out' || (edge.toPort ?? 'in') !== 'in') return 'unknown-port';
  return seen.has(JSON.stringify([edge.from, edge.to])) ? 'wired-twice' : null;
}

/** Depth first against the wires, without recursion: a file may hold a chain of thousands. */
function sorted(nodes: ReadonlyMap<string, GraphNode>, into: ReadonlyMap<string, readonly GraphEdge[]>) {
  const order: string[] = [];
  const closing = new Set<GraphEdge>();
  const state = new Map<string, 'open' | 'done'>();
  const visit = (root: string) => {
    if (state.has(root)) return;
    state.set(root, 'open');
    const stack = [{ id: root, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const edge = (into.get(top.id) ?? noWires)[top.next];
      if (edge === undefined) {
        state.set(top.id, 'done');
        order.push(top.id);
        stack.pop();
        continue;
      }
      top.next += 1;
      const before = state.get(edge.from);
      if (before === 'open') closing.add(edge);
      if (before !== undefined) continue;
      state.set(edge.from, 'open');
      stack.push({ id: edge.from, next: 0 });
    }
  };
  for (const [id, node] of nodes) if (blockOf(node.block)?.hasOutput === false) visit(id);
  for (const id of nodes.keys()) visit(id);
  return { order, closing };
}
