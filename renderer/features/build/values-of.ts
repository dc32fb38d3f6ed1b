import type { NodeAnalysis } from '#app/graph/analyse.ts';
import type { GraphNode } from '#app/graph/graph.ts';

/** A block's values as fields show them: what the user typed stands even where it does not hold; the rest are its defaults. */
export function valuesOf(node: NodeAnalysis | undefined, own: GraphNode | undefined): Record<string, unknown> {
  const parsed = node?.block?.params.safeParse({});
  return { ...(parsed?.success ? parsed.data : {}), ...own?.params, ...node?.params };
}
