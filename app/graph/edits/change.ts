import { blockOf } from '../../blocks/index.ts';
import { counted } from '../../numbers.ts';
import type { Graph, GraphNode } from '../graph.ts';
import { valueText } from '../parse-params.ts';
import type { Position } from './add.ts';
import { type Edit, nameIn, titleOf, withNode } from './edit.ts';

/** Sets parameters of a block; the label says from what to what: "filters 32 → 64". */
export function setParams(graph: Graph, id: string, params: Readonly<Record<string, unknown>>): Edit {
  // A block's schema takes JSON values only; what is none is refused when the graph is checked.
  const change = params as GraphNode['params'];
  const since = (earlier: Graph) => paramsLabel(earlier, id, params);
  return { label: since(graph), graph: withNode(graph, id, (was) => ({ ...was, params: { ...was.params, ...change } })), added: [], since };
}

function paramsLabel(graph: Graph, id: string, params: Readonly<Record<string, unknown>>): string {
  const node = graph.nodes.find((candidate) => candidate.id === id);
  const block = blockOf(node?.block ?? '');
  const defaults = block?.params.safeParse({});
  const old = { ...(defaults?.success ? defaults.data : {}), ...node?.params };
  const words = Object.entries(params).map(([key, value]) => {
    const field = block === undefined ? undefined : new Map(Object.entries(block.fields)).get(key);
    return `${(field?.label ?? key).toLowerCase()} ${plain(old[key])} → ${plain(value)}`;
  });
  return `${nameIn(graph, id)}: ${words.join(', ')}`;
}

const plain = (value: unknown): string => valueText(value).replace(/^"(.*)"$/, '$1');

/** Takes a parameter away: its default holds again. */
export function unsetParam(graph: Graph, id: string, param: string): Edit {
  const without = (node: GraphNode): GraphNode => ({
    ...node,
    params: Object.fromEntries(Object.entries(node.params).filter(([key]) => key !== param)),
  });
  return { label: `Remove "${param}" from ${nameIn(graph, id)}`, graph: withNode(graph, id, without), added: [] };
}

/** Gives a block a name of the user's; an empty one takes it back. */
export function renameNode(graph: Graph, id: string, name: string): Edit {
  const renamed = (node: GraphNode): GraphNode => {
    const { name: _, ...bare } = node;
    return name === '' ? bare : { ...bare, name: name.slice(0, 120) };
  };
  return { label: `Rename ${nameIn(graph, id)}`, graph: withNode(graph, id, renamed), added: [] };
}

/** Makes a block another one, keeping its wires, its place and the parameters that both have. */
export function replaceBlock(graph: Graph, id: string, type: string): Edit {
  const block = blockOf(type);
  const replaced = (node: GraphNode): GraphNode => {
    const kept = Object.fromEntries(
      Object.entries(node.params).filter(
        ([key, value]) => block !== undefined && Object.hasOwn(block.fields, key) && block.params.safeParse({ [key]: value }).success,
      ),
    );
    return { ...node, block: type, params: kept };
  };
  return { label: `Replace ${nameIn(graph, id)} by ${titleOf(type)}`, graph: withNode(graph, id, replaced), added: [] };
}

/** Puts blocks where they were dragged. */
export function moveNodes(graph: Graph, positions: ReadonlyMap<string, Position>): Edit {
  const nodes = graph.nodes.map((node) => {
    const position = positions.get(node.id);
    return position === undefined ? node : { ...node, position: { x: Math.round(position.x), y: Math.round(position.y) } };
  });
  const first = [...positions.keys()][0] ?? '';
  return {
    label: positions.size === 1 ? `Move ${nameIn(graph, first)}` : `Move ${counted(positions.size, 'block')}`,
    graph: { ...graph, nodes },
    added: [],
  };
}

/** Forgets where blocks stand, so that they are laid out anew. */
export function tidy(graph: Graph): Edit {
  const nodes = graph.nodes.map(({ position: _, ...node }) => node);
  return { label: 'Tidy', graph: { ...graph, nodes }, added: [] };
}
