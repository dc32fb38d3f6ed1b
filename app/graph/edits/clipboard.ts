import { counted } from '../../numbers.ts';
import { type Graph, graph as graphSchema } from '../graph.ts';
import { type Edit, freshId, idsOf, nameIn } from './edit.ts';

/** The chosen blocks and the wires between them, as a graph of their own. */
export function copyNodes(graph: Graph, ids: ReadonlySet<string>): Graph {
  return {
    version: 1,
    nodes: graph.nodes.filter(({ id }) => ids.has(id)),
    edges: graph.edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
  };
}

/** Reads what a clipboard holds; null where it is no graph. */
export function readFragment(text: string): Graph | null {
  try {
    const parsed = graphSchema.safeParse(JSON.parse(text));
    return parsed.success && parsed.data.nodes.length > 0 ? parsed.data : null;
  } catch {
    return null; // not JSON
  }
}

/** Adds a copied piece under new ids, a little lower right of where it was. */
export function pasteFragment(graph: Graph, fragment: Graph, verb = 'Paste'): Edit {
  const taken = idsOf(graph);
  const renamed = new Map<string, string>();
  const nodes = fragment.nodes.map((node) => {
    const id = freshId(taken, node.block);
    taken.add(id);
    renamed.set(node.id, id);
    return { ...node, id, ...(node.position === undefined ? {} : { position: { x: node.position.x + 32, y: node.position.y + 32 } }) };
  });
  const edges = fragment.edges.flatMap((edge) => {
    const from = renamed.get(edge.from);
    const to = renamed.get(edge.to);
    return from === undefined || to === undefined ? [] : [{ ...edge, from, to }];
  });
  const what = fragment.nodes.length === 1 ? nameIn(fragment, fragment.nodes[0]?.id ?? '') : counted(fragment.nodes.length, 'block');
  return {
    label: `${verb} ${what}`,
    graph: { ...graph, nodes: [...graph.nodes, ...nodes], edges: [...graph.edges, ...edges] },
    added: nodes.map(({ id }) => id),
  };
}

/** Copies the chosen blocks beside themselves. */
export const duplicateNodes = (graph: Graph, ids: ReadonlySet<string>): Edit => pasteFragment(graph, copyNodes(graph, ids), 'Duplicate');
