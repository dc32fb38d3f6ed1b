import { blockOf } from '../../blocks/index.ts';
import type { Graph, GraphEdge, GraphNode } from '../graph.ts';
import { type Edit, freshId, idsOf, titleOf } from './edit.ts';

export type Position = { x: number; y: number };
interface NewBlock {
  block: string;
  params?: Readonly<Record<string, unknown>>;
  position?: Position;
}

/**
 * All parameters, defaults too, so that a later version's defaults do not change a model; those that do not fit as they are.
 * JSON values are what a block's schema gives; anything else is refused by it when the graph is checked.
 */
function writtenDown(block: string, params: Readonly<Record<string, unknown>>): GraphNode['params'] {
  const parsed = blockOf(block)?.params.safeParse(params);
  return (parsed?.success ? parsed.data : params) as GraphNode['params'];
}

function newNode(graph: Graph, { block, params = {}, position }: NewBlock): GraphNode {
  const node: GraphNode = { id: freshId(idsOf(graph), block), block, params: writtenDown(block, params) };
  return position === undefined ? node : { ...node, position };
}

/** Puts a block on the canvas, wired to nothing. */
export function addBlock(graph: Graph, what: NewBlock): Edit {
  const node = newNode(graph, what);
  return { label: `Add ${titleOf(what.block)}`, graph: { ...graph, nodes: [...graph.nodes, node] }, added: [node.id] };
}

/** Puts a block into a wire: what came in over it comes in over the new block. The order of inputs is kept. */
export function insertOnEdge(graph: Graph, what: NewBlock, { from, to }: GraphEdge): Edit {
  const node = newNode(graph, what);
  const edges = graph.edges.flatMap((edge) =>
    edge.from === from && edge.to === to
      ? [
          { from, to: node.id },
          { from: node.id, to },
        ]
      : [edge],
  );
  return { label: `Insert ${titleOf(what.block)}`, graph: { ...graph, nodes: [...graph.nodes, node], edges }, added: [node.id] };
}

/** Puts a block before another: it takes over the wires that come in there. */
export function insertBefore(graph: Graph, what: NewBlock, id: string): Edit {
  const node = newNode(graph, what);
  const edges = graph.edges.map((edge) => (edge.to === id ? { ...edge, to: node.id } : edge));
  return {
    label: `Insert ${titleOf(what.block)}`,
    graph: { ...graph, nodes: [...graph.nodes, node], edges: [...edges, { from: node.id, to: id }] },
    added: [node.id],
  };
}

/** Puts a block behind another and into the wires that leave there; a block without an output is only wired to it. */
export function addAfter(graph: Graph, what: NewBlock, id: string): Edit {
  const node = newNode(graph, what);
  const passesOn = blockOf(what.block)?.hasOutput ?? true;
  const edges = passesOn ? graph.edges.map((edge) => (edge.from === id ? { ...edge, from: node.id } : edge)) : graph.edges;
  return {
    label: `Add ${titleOf(what.block)}`,
    graph: { ...graph, nodes: [...graph.nodes, node], edges: [...edges, { from: id, to: node.id }] },
    added: [node.id],
  };
}

/** Puts a block behind another on a wire of its own: a branch. */
export function addBranch(graph: Graph, what: NewBlock, id: string): Edit {
  const node = newNode(graph, what);
  return {
    label: `Add ${titleOf(what.block)}`,
    graph: { ...graph, nodes: [...graph.nodes, node], edges: [...graph.edges, { from: id, to: node.id }] },
    added: [node.id],
  };
}
