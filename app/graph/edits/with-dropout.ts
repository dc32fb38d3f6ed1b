import type { Graph } from '../graph.ts';
import { wire, wiresInto } from '../wiring.ts';
import { insertBefore } from './add.ts';
import { tidy } from './change.ts';
import type { Edit } from './edit.ts';

/** A third is what one begins with (Srivastava et al., https://jmlr.org/papers/v15/srivastava14a.html, take a fifth to a half). */
const rate = 0.3;

/**
 * Puts Dropout before the block that feeds the output, where a network learns by heart most; null where there is none, or
 * where Dropout stands there already.
 */
export function withDropout(graph: Graph): Edit | null {
  const wiring = wire(graph);
  const sources = (id: string) => wiresInto(wiring, id).flatMap(({ from }) => graph.nodes.find((node) => node.id === from) ?? []);
  const output = graph.nodes.find(({ block }) => block === 'Output');
  const [last, ...others] = output === undefined ? [] : sources(output.id);
  if (last === undefined || others.length > 0 || last.block === 'Input' || last.block === 'Dropout') return null;
  if (sources(last.id).some(({ block }) => block === 'Dropout')) return null;
  const edit = insertBefore(graph, { block: 'Dropout', params: { rate } }, last.id);
  return { ...edit, graph: tidy(edit.graph).graph };
}
