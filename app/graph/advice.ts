import { activations } from '../blocks/activations.ts';
import type { BlockContext, Shape } from '../blocks/block.ts';
import { blockOf } from '../blocks/index.ts';
import { endActivation, outputContext } from '../blocks/output.ts';
import { lastAxis } from '../blocks/rules.ts';
import type { NodeAnalysis } from './analyse.ts';
import type { GraphRepair, Problem } from './problem.ts';
import { type Wiring, wiresInto, wiresOutOf } from './wiring.ts';

const labels = new Map<unknown, string>(Object.entries(activations).map(([name, { label }]) => [name, label]));

/** The activation that a block ends in; undefined for those that end in none. */
const activationOf = (node: NodeAnalysis | undefined): unknown => (node?.block?.bendsInside ? undefined : node?.params?.activation);

const warning = (
  code: 'activation-moved' | 'activation-before-output' | 'linear-stack',
  node: NodeAnalysis,
  message: string,
  repair: GraphRepair,
): Problem => ({
  code,
  severity: 'warning',
  node: node.id,
  message,
  repairs: [repair],
});

const isActivationOnly = (node: NodeAnalysis) => node.parameters.trainable === 0;

/** Without its activation: such a block is either set to none or, where it is nothing but the activation, removed. */
const withoutActivation = (node: NodeAnalysis): GraphRepair =>
  isActivationOnly(node)
    ? { label: 'Remove block', kind: 'remove-node', node: node.id }
    : { label: 'Activation none', kind: 'set', node: node.id, params: { activation: 'linear' } };

/** Whether a node's activation is the one that the Output right behind it adds, and left to it (docs/decisions/0002-softmax-in-the-output.md). */
export function activationIsMoved(wiring: Wiring, node: NodeAnalysis): boolean {
  const ends = endsBehind(wiring, node);
  return ends.length > 0 && ends.every((end) => isEndActivation(node, end));
}

const isEndActivation = (node: NodeAnalysis, end: BlockContext): boolean =>
  endActivation(end) !== 'linear' && activationOf(node) === endActivation(end);

const ofClasses = { bent: 'a class cannot get any number', limited: 'no class can stand out clearly' };
/** What cannot be any more where the last numbers are bent, or a recurrent block limits them. */
const hindered: Readonly<Record<NonNullable<BlockContext['answers']>, { bent: string; limited: string }>> = {
  item: ofClasses,
  step: ofClasses,
  next: ofClasses,
  labels: { bent: 'a label cannot get any number', limited: 'no label can stand out clearly' },
  numbers: { bent: 'an answer cannot be any number', limited: 'an answer cannot be any number' },
  several: { bent: 'an answer cannot be any number', limited: 'an answer cannot be any number' },
};

const isOutput = (wiring: Wiring, id: string): boolean => blockOf(wiring.nodes.get(id)?.block ?? '')?.hasOutput === false;

/** What the Outputs right behind a node answer. */
const endsBehind = (wiring: Wiring, node: NodeAnalysis): BlockContext[] =>
  wiresOutOf(wiring, node.id).flatMap(({ to }) => {
    if (!isOutput(wiring, to)) return [];
    const head = wiring.nodes.get(to)?.params.head;
    return [outputContext({ head: typeof head === 'string' ? head : undefined }, node.context) ?? node.context];
  });

/** What is allowed between neighbours but likely a mistake. */
export function neighbourAdvice(wiring: Wiring, nodes: ReadonlyMap<string, NodeAnalysis>, node: NodeAnalysis): Problem[] {
  const [end] = endsBehind(wiring, node);
  if (node.block?.bendsInside && node.output !== null && end !== undefined) return [recurrentEnd(wiring, node, node.output, end)];
  if (activationOf(node) === undefined || node.output === null) return [];
  const [before] = wiresInto(wiring, node.id);
  const source = before === undefined ? undefined : nodes.get(before.from);
  const stacked = source !== undefined && isLinearLayer(source) && !isActivationOnly(node);
  return [...(stacked ? [linearStack(source, node)] : []), ...(end === undefined ? [] : endAdvice(node, end))];
}

const isLinearLayer = (node: NodeAnalysis) => activationOf(node) === 'linear' && !isActivationOnly(node);

/** Of the last block: the Output adds its activation itself, and wants numbers that nothing has bent. */
function endAdvice(node: NodeAnalysis, end: BlockContext): Problem[] {
  const activation = activationOf(node);
  if (activation === 'linear') return [];
  if (isEndActivation(node, end)) {
    const message = `The ${labels.get(activation) ?? ''} of ${node.name} is left to Output, which adds it once itself; the model is the same.`;
    return [warning('activation-moved', node, message, withoutActivation(node))];
  }
  const { bent } = hindered[end.answers ?? 'item'];
  const message = `${node.name} bends its numbers with ${labels.get(activation) ?? ''} right before Output, so that ${bent}; use none.`;
  return [warning('activation-before-output', node, message, withoutActivation(node))];
}

/** A recurrent block ends in its activation, which limits what can come from it. */
function recurrentEnd(wiring: Wiring, node: NodeAnalysis, shape: Shape, { answers = 'item' }: BlockContext): Problem {
  const units = lastAxis(shape);
  const end = wiresOutOf(wiring, node.id).find(({ to }) => isOutput(wiring, to));
  const { limited } = hindered[answers];
  const message = `${node.name} leads straight into Output: its activation limits each number, so that ${limited}; put Dense ${units} between them.`;
  return warning('activation-before-output', node, message, {
    label: `Insert Dense ${units}`,
    kind: 'insert-before',
    node: end?.to ?? node.id,
    block: 'Dense',
    params: { units },
  });
}

function linearStack(source: NodeAnalysis, node: NodeAnalysis): Problem {
  return warning(
    'linear-stack',
    source,
    `${source.name} and ${node.name} follow each other without an activation, and can do no more than one of them; use relu between.`,
    {
      label: 'Activation relu',
      kind: 'set',
      node: source.id,
      params: { activation: 'relu' },
    },
  );
}
