import type { Block, BlockContext, Carried } from '../blocks/block.ts';
import { dataOf } from '../blocks/rules.ts';
import type { NodeAnalysis } from './analyse.ts';
import { located } from './located.ts';
import type { Problem } from './problem.ts';
import type { Wiring } from './wiring.ts';

/** What comes out of a block: tokens or codes where they enter, numbers everywhere else. */
export function carriedBy(block: Block, context: BlockContext): Carried {
  if (block.inputs.most > 0) return 'numbers';
  const data = dataOf(context);
  if (data.kind === 'tokens') return 'tokens';
  return data.kind === 'numbers' && data.codes !== undefined ? 'coded' : 'numbers';
}

/** What makes numbers of codes. */
const lookups: Readonly<Record<Exclude<Carried, 'numbers'>, readonly [string, ...string[]]>> = {
  tokens: ['Embedding', 'OneHot'],
  coded: ['CategoryEmbedding'],
};

/** Whether a mask comes out of a block, [timesteps], that says which steps count. */
export function isMasked(block: Block, params: Record<string, unknown>, inputs: readonly boolean[]): boolean {
  const does = block.mask?.(params);
  return does === 'begins' || (does === 'passes' && inputs.some((masked) => masked));
}

/** Codes where numbers must come in, or the other way round; null where it fits. */
export function carriedProblem(node: NodeAnalysis, block: Block, sources: readonly NodeAnalysis[]): Problem | null {
  const takes = block.takes ?? 'numbers';
  const wrong = sources.find(({ carries }) => carries !== takes);
  if (wrong === undefined) return null;
  const fitting = takes === 'numbers' && wrong.carries !== 'numbers' ? lookups[wrong.carries] : [];
  const hint = fitting[0] === undefined ? 'remove it' : `insert ${fitting[0]}`;
  const message = `${node.name} must get ${carriedWords[takes]}; got ${gotWords(wrong)} from ${wrong.name}; ${hint}.`;
  const base = { code: 'carried', severity: 'error', node: node.id, message } as const;
  if (fitting.length === 0) return { ...base, repairs: [{ label: 'Remove block', kind: 'remove-node', node: node.id }] };
  // A block inserted before one with several wires would get them all.
  const inserted = sources.length === 1 ? fitting : [];
  const repairs = inserted.map((type) => ({
    label: `Insert ${type}`,
    kind: 'insert-before' as const,
    node: node.id,
    block: type,
    params: {},
  }));
  return { ...base, repairs };
}

const carriedWords: Readonly<Record<Carried, string>> = { tokens: 'tokens', numbers: 'numbers', coded: 'rows with codes of categories' };

function gotWords({ block, context, carries }: NodeAnalysis): string {
  const data = dataOf(context);
  if (carries === 'coded' && data.kind === 'numbers') return `codes of ${(data.codes ?? []).map(({ column }) => `"${column}"`).join(', ')}`;
  return block?.inputs.most === 0 ? data.kind : carries;
}

/** That padding is worked on like all else, where a mask comes in that the block cannot keep to; null where it can. */
export function unheededMask(node: NodeAnalysis, block: Block, inputs: readonly boolean[], wiring: Wiring): Problem | null {
  if (block.mask !== undefined || !inputs.some((masked) => masked)) return null;
  if (block.seesPadding && dataOf(node.context).kind === 'tokens') return null;
  return {
    code: 'mask-unheeded',
    severity: 'warning',
    node: node.id,
    message: `${node.name} works on padding like on all other steps: it cannot keep to the mask that comes in; take a recurrent block there, or let padding count.`,
    repairs: located({ label: 'Let padding count', kind: 'set-before', params: { maskZero: false } }, node.id, wiring),
  };
}
