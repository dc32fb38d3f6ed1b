import type { Position } from '#app/graph/edits/add.ts';
import type { Graph } from '#app/graph/graph.ts';

export type Direction = 'after' | 'before' | 'left' | 'right';

/** Where the arrows lead from a block: along the wires, or to the branch beside it; the topmost block from nowhere. */
export function neighbourOf(
  graph: Graph,
  order: readonly string[],
  positions: ReadonlyMap<string, Position>,
  id: string | null,
  direction: Direction,
): string | null {
  if (id === null) {
    const topmost = [...positions].toSorted(([, a], [, b]) => a.y - b.y || a.x - b.x)[0];
    return topmost?.[0] ?? order[0] ?? null;
  }
  if (direction === 'after') return graph.edges.find((edge) => edge.from === id)?.to ?? null;
  if (direction === 'before') return graph.edges.find((edge) => edge.to === id)?.from ?? null;
  const here = positions.get(id);
  if (here === undefined) return null;
  const side = direction === 'left' ? -1 : 1;
  let best: { id: string; far: number } | null = null;
  for (const [other, at] of positions) {
    const across = (at.x - here.x) * side;
    if (other === id || across < 24) continue;
    const far = across + 3 * Math.abs(at.y - here.y);
    if (best === null || far < best.far) best = { id: other, far };
  }
  return best?.id ?? null;
}
