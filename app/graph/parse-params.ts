import type { Block } from '../blocks/block.ts';
import { mustBe } from '../blocks/parameter.ts';
import type { GraphNode } from './graph.ts';
import type { GraphRepair, Problem } from './problem.ts';

type Params = Record<string, unknown>;

/** A node's parameters with defaults filled in, or what is wrong with each. */
export type ParsedParams = { ok: true; params: Params } | { ok: false; problems: Problem[] };

/** Checks the parameters of a node by its block's schema. */
export function parseParams(node: GraphNode, block: Block, name: string): ParsedParams {
  const parsed = block.params.safeParse(node.params);
  if (parsed.success) return { ok: true, params: parsed.data };
  const wrong = new Set<string>();
  for (const issue of parsed.error.issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) wrong.add(key);
    else wrong.add(String(issue.path[0] ?? ''));
  }
  return { ok: false, problems: [...wrong].map((param) => problemOf(node, block, name, param)) };
}

function problemOf(node: GraphNode, block: Block, name: string, param: string): Problem {
  const fields = new Map(Object.entries(block.fields));
  const field = fields.get(param);
  const base = { code: 'bad-parameter', severity: 'error', node: node.id } as const;
  if (field === undefined) {
    const known = fields.size === 0 ? 'it has none' : `its parameters are ${[...fields.keys()].join(', ')}`;
    return {
      ...base,
      message: `${name} has no parameter "${param}"; ${known}.`,
      repairs: [{ label: `Remove "${param}"`, kind: 'unset', node: node.id, param }],
    };
  }
  const initial = block.params.safeParse({});
  const repairs: GraphRepair[] = initial.success
    ? [{ label: `Use ${valueText(initial.data[param])}`, kind: 'set', node: node.id, params: { [param]: initial.data[param] } }]
    : [];
  return { ...base, message: `${field.label} of ${name} must be ${mustBe(field)}; got ${valueText(node.params[param])}.`, repairs };
}

/** A parameter's value as people write it: 3×3, same, 0.5; long ones cut. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value.length > 40 ? `"${value.slice(0, 40)}…"` : `"${value}"`;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (Array.isArray(value) && value.length > 0 && value.length <= 4 && value.every((part) => typeof part === 'number'))
    return value.join('×');
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
