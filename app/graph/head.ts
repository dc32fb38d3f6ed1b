import type { BlockContext } from '../blocks/block.ts';
import type { NumberLoss } from '../runs/config.ts';

/** What is made of a model's last numbers (logits), and which loss they are trained with. */
export type HeadSettings =
  /** Probabilities of the classes of an item or a step; cross-entropy. */
  | { kind: 'softmax' }
  /** One number, for the second of two classes. */
  | { kind: 'sigmoid' }
  /** A probability a label, each by itself. */
  | { kind: 'labels' }
  /** `units`: by how much a number of 1 counts in the number's own unit, [numbers]; absent: 1. */
  | { kind: 'numbers'; loss: NumberLoss; units?: readonly number[] | undefined }
  /** All `shares` (0 to 1) of the first number, then of the second. */
  | { kind: 'quantiles'; shares: readonly number[]; units?: readonly number[] | undefined }
  /** One beside the other: of each its logits and its answers, in order. */
  | { kind: 'several'; heads: readonly { head: HeadSettings; logits: number; answers: number }[] };

/** What a head of numbers needs to know beside the blocks. */
export interface NumberSettings {
  /** Absent: mean squared error. Quantiles have a loss of their own. */
  loss?: NumberLoss;
  units?: readonly number[] | undefined;
}

/** The head of a model that answers as `context` says; units are those of all its answers. */
export function headOf(
  { answers, shares, heads }: Pick<BlockContext, 'answers' | 'shares' | 'heads'>,
  { loss = 'mse', units }: NumberSettings = {},
): HeadSettings {
  if (heads !== undefined) {
    let at = 0;
    const each = heads.map(({ answers, classes }) => {
      const width = answers === 'item' ? 1 : classes;
      const own = units?.slice(at, at + width);
      at += width;
      return { head: headOf({ answers }, { loss, units: own }), logits: classes, answers: width };
    });
    return { kind: 'several', heads: each };
  }
  if (answers === 'labels') return { kind: 'labels' };
  if (answers !== 'numbers') return { kind: 'softmax' };
  return shares === undefined ? { kind: 'numbers', loss, units } : { kind: 'quantiles', shares, units };
}

/** What the loss of a head is called in a run's configuration. */
export function lossName(head: HeadSettings): string {
  switch (head.kind) {
    case 'softmax':
      return 'categorical-crossentropy';
    case 'sigmoid':
    case 'labels':
      return 'binary-crossentropy';
    case 'numbers':
      return head.loss;
    case 'quantiles':
      return `quantiles ${head.shares.join(', ')}`;
    case 'several':
      return head.heads.map((each) => lossName(each.head)).join(' + ');
  }
}
