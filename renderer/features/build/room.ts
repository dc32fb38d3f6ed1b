import type { Position } from '#app/graph/edits/add.ts';
import type { Graph } from '#app/graph/graph.ts';
import { wire, wiresInto, wiresOutOf } from '#app/graph/wiring.ts';
import { nodeSize, rowHeight } from './node-size.ts';

type Places = Map<string, Position>;

/**
 * Keeps every block where it was once one of them has been placed by hand: a new one goes below what leads into it, and
 * what comes after it moves down to make room. A graph without any place is laid out as a whole and stays as it is.
 */
export function withRoom(graph: Graph, before: ReadonlyMap<string, Position>): Graph {
  if (graph.nodes.every((node) => node.position === undefined)) return graph;
  const places: Places = new Map();
  for (const node of graph.nodes) {
    const place = node.position ?? before.get(node.id);
    if (place !== undefined) places.set(node.id, place);
  }
  const wiring = wire(graph);
  for (const id of wiring.order) {
    if (places.has(id)) continue;
    const sources = wiresInto(wiring, id).flatMap(({ from }) => places.get(from) ?? []);
    const targets = wiresOutOf(wiring, id).map(({ to }) => to);
    const place = placeFor(
      places,
      sources,
      targets.flatMap((to) => places.get(to) ?? []),
    );
    pushDown(graph, places, targets, place.y + rowHeight);
    places.set(id, targets.length > 0 ? place : beside(places, place));
  }
  const nodes = graph.nodes.map((node) => {
    const place = places.get(node.id);
    return place === undefined ? node : { ...node, position: { x: Math.round(place.x), y: Math.round(place.y) } };
  });
  return { ...graph, nodes };
}

function placeFor(places: Places, sources: readonly Position[], targets: readonly Position[]): Position {
  const x = (targets[0] ?? sources[0])?.x ?? Math.min(...[...places.values()].map((place) => place.x));
  if (sources.length > 0) return { x, y: Math.max(...sources.map((place) => place.y)) + rowHeight };
  if (targets.length > 0) return { x, y: Math.min(...targets.map((place) => place.y)) - rowHeight };
  return { x, y: Math.max(...[...places.values()].map((place) => place.y)) + rowHeight };
}

/** Moves everything that is computed after `ids`, and they themselves, down until they stand at `least` or below. */
function pushDown(graph: Graph, places: Places, ids: readonly string[], least: number): void {
  const tops = ids.flatMap((id) => places.get(id)?.y ?? []);
  const by = least - Math.min(...tops);
  if (tops.length === 0 || by <= 0) return;
  const after = new Set(ids);
  for (const id of after) for (const edge of graph.edges) if (edge.from === id) after.add(edge.to);
  for (const id of after) {
    const place = places.get(id);
    if (place !== undefined) places.set(id, { x: place.x, y: place.y + by });
  }
}

/** Copies that came to lie on other blocks, moved to the right together until they lie on none. */
export function setApart(graph: Graph, added: readonly string[]): Graph {
  const own = new Set(added);
  const placesOf = (mine: boolean) =>
    graph.nodes.flatMap(({ id, position }) => (own.has(id) === mine && position !== undefined ? [position] : []));
  const [theirs, ours] = [placesOf(false), placesOf(true)];
  const onAnother = (by: number) =>
    ours.some((our) => theirs.some(({ x, y }) => Math.abs(our.x + by - x) < nodeSize.width && Math.abs(our.y - y) < nodeSize.height));
  let by = 0;
  while (onAnother(by)) by += 16;
  if (by === 0) return graph;
  // A little more, so that wires pass between.
  const shifted = by + 32;
  const nodes = graph.nodes.map((node) =>
    own.has(node.id) && node.position !== undefined ? { ...node, position: { x: node.position.x + shifted, y: node.position.y } } : node,
  );
  return { ...graph, nodes };
}

/** The nearest free place at the right of where a block would stand on another. */
function beside(places: Places, { x, y }: Position): Position {
  const taken = [...places.values()].some((other) => Math.abs(other.x - x) < nodeSize.width && Math.abs(other.y - y) < nodeSize.height);
  return taken ? beside(places, { x: x + nodeSize.width + 48, y }) : { x, y };
}
