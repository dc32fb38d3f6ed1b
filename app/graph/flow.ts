import type { Block, BlockContext, Carried } from '../blocks/block.ts';
import { dataOf, partsOf } from '../blocks/rules.ts';
import type { NodeAnalysis } from './analyse.ts';
import { located } from './located.ts';
import type { Problem } from './problem.ts';
import type { Wiring } from './wiring.ts';

/** What comes out of a block: tokens, codes or rows of several kinds where they enter or are taken out of such rows, numbers everywhere else. */
export function carriedBy(block: Block, context: BlockContext): Carried {
  if (block.inputs.most > 0 && block.gives === undefined) return 'numbers';
  const data = dataOf(context);
  if (data.kind === 'tokens') return 'tokens';
  if (data.kind !== 'numbers') return 'numbers';
  if (data.parts !== undefined) return 'parts';
  return data.codes === undefined ? 'numbers' : 'coded';
}

/** What is known behind blocks: what comes out of them where that is one thing, else what enters the model. */
export function contextBehind(sources: readonly NodeAnalysis[], model: BlockContext): BlockContext {
  const [first] = sources;
  return first !== undefined && sources.every(({ behind }) => behind === first.behind) ? first.behind : model;
}

/** What makes numbers of codes. */
const lookups: Readonly<Record<Exclude<Carried, 'numbers'>, readonly [string, ...string[]]>> = {
  tokens: ['Embedding', 'OneHot'],
  coded: ['CategoryEmbedding'],
  parts: ['TakeColumn'],
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
  const { carries } = wrong;
  const fitting = carries === 'parts' || (takes === 'numbers' && carries !== 'numbers') ? lookups[carries] : [];
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
    params: wrong.carries === 'parts' ? { column: columnFor(takes, wrong.behind) } : {},
  }));
  return { ...base, repairs };
}

/** The column of a row that is of such a kind; '' for its numbers. */
function columnFor(takes: Carried, context: BlockContext): string {
  const parts = partsOf(context);
  if (takes !== 'tokens' && (parts[0]?.from ?? 1) > 0) return '';
  return parts.find(({ data: { kind } }) => (takes === 'tokens' ? kind === 'tokens' : kind === 'images'))?.column ?? '';
}

const carriedWords: Readonly<Record<Carried, string>> = {
  tokens: 'tokens',
  numbers: 'numbers',
  coded: 'rows with codes of categories',
  parts: 'rows with images or texts',
};

function gotWords({ block, behind, carries }: NodeAnalysis): string {
  const data = dataOf(behind);
  if (carries === 'parts') return carriedWords.parts;
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
