import { copyNodes, readFragment } from '#app/graph/edits/clipboard.ts';
import type { Graph } from '#app/graph/graph.ts';

/** What was copied last in this window: for menus, where the browser may refuse to hand the clipboard out. */
let last: string | null = null;

/** Blocks and the wires between them as text, for the clipboard; null where none is chosen. */
export function copied(graph: Graph, ids: ReadonlySet<string>): string | null {
  if (ids.size === 0) return null;
  last = JSON.stringify(copyNodes(graph, ids));
  return last;
}

/** The blocks that a clipboard's text holds, or null. */
export const pasted = (text: string): Graph | null => readFragment(text);

/** Puts text onto the clipboard; what the browser refuses is still kept for this window. */
export async function toClipboard(text: string): Promise<void> {
  await navigator.clipboard.writeText(text).catch(() => {});
}

/** What the clipboard holds, else what was copied last here. */
export async function fromClipboard(): Promise<string> {
  const text = await navigator.clipboard.readText().catch(() => '');
  return pasted(text) === null ? (last ?? text) : text;
}
