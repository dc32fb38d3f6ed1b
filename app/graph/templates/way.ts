import type { BlockContext, Shape } from '../../blocks/block.ts';
import { analyse } from '../analyse.ts';
import { graphFor, templates, templatesFor, usualContext } from './index.ts';

/** What comes out of a block on the way of an item through a model: its shape, without the batch. */
export interface WayStep {
  block: string;
  shape: Shape;
}

/** A model to begin with, for whom it is drawn: what reads the steps, and every shape from block to block. */
export interface Way {
  title: string;
  /** What reads step by step, and whether from both sides; null where nothing does. */
  cell: { name: string; both: boolean } | null;
  steps: WayStep[];
}

const cells = ['LSTM', 'GRU', 'SimpleRNN', 'Bidirectional'];

/** The way through the first of the templates that suit; null where none does. */
export function suggestedWay(context: BlockContext): Way | null {
  const [template] = templatesFor(context);
  if (template === undefined) return null;
  const { nodes, order } = analyse(graphFor(template, context), context);
  const known = order.flatMap((id) => nodes.get(id) ?? []);
  const cell = known.find(({ block }) => cells.includes(block?.type ?? ''));
  const both = cell?.block?.type === 'Bidirectional';
  return {
    title: template.title,
    cell: cell === undefined ? null : { name: String(both ? cell.params?.layer : cell.block?.title), both },
    steps: known.flatMap(({ block, output }) => (block === null || output === null ? [] : [{ block: block.title, shape: output }])),
  };
}

/** What reads texts of which only the answers are known: the cell of the template to begin with. */
export function usualCell(answers: NonNullable<BlockContext['answers']>): Way['cell'] {
  const template = templates.find(({ for: suits }) => suits.data === 'tokens' && suits.answers.includes(answers));
  return template === undefined ? null : (suggestedWay(usualContext(template))?.cell ?? null);
}
