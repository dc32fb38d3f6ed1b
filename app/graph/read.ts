import { grouped } from '../numbers.ts';
import { type Graph, graph } from './graph.ts';

/** A graph that was read, or what is wrong with it in half a sentence: "nodes must be an array; got text". */
export type GraphReading = { ok: true; graph: Graph } | { ok: false; problem: string };

/** Checks the form of a graph that came from a file; what it computes is for `analyse` to check. */
export function readGraph(value: unknown): GraphReading {
  const parsed = graph.safeParse(value);
  if (parsed.success) return { ok: true, graph: parsed.data };
  const [issue] = parsed.error.issues;
  const place = (issue?.path ?? []).map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  const named = place === '' ? 'it' : place.replace(/^\./, '');
  if (issue?.code === 'too_big' && issue.origin === 'array')
    return { ok: false, problem: `${named} must hold ${grouped(Number(issue.maximum))} or fewer` };
  return { ok: false, problem: `${named} does not fit: ${issue?.message ?? 'unknown'}` };
}
