import type { z } from 'zod';
import { counted, grouped, size } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block, BlockContext, Repair, Shape, ShapeResult, Working } from './block.ts';
import { optionalName, parameters } from './parameter.ts';
import { fits, gotFrom, lastAxis, memoryWorking, misfit, noParameters, only } from './rules.ts';

const choicesOf = ({ heads = [] }: BlockContext) => heads.map(({ name, columns }) => ({ value: name, label: columns.join(', ') }));

const { params, fields } = parameters({
  head: optionalName(choicesOf, {
    label: 'Answers',
    help: 'Which of the columns that are learned this Output answers: where they are of several kinds, each kind has one.',
  }),
});
type OutputParams = z.infer<typeof params>;

type Answers = NonNullable<BlockContext['answers']>;

/** The context of an Output as that of a model which answers in its way alone; null where there is no such head. */
export function outputContext({ head }: OutputParams, context: BlockContext): BlockContext | null {
  const { heads, ...others } = context;
  if (heads === undefined) return context;
  const own = heads.find(({ name }) => name === head);
  return own === undefined ? null : { ...others, answers: own.answers, classes: own.classes };
}

/** The activation that Output adds: what makes answers of numbers. */
export const endActivation = ({ answers = 'item' }: Pick<BlockContext, 'answers'>): 'softmax' | 'sigmoid' | 'linear' =>
  answers === 'numbers' ? 'linear' : answers === 'labels' ? 'sigmoid' : 'softmax';

/** Where no head is told: what is asked of an Output then is asked only of one whose shape fits, which it does not. */
const own = (p: OutputParams, context: BlockContext): BlockContext => outputContext(p, context) ?? context;

const inSteps = (answers: Answers): boolean => answers === 'step' || answers === 'next';

/** How many numbers must come in for an item or a step: one an answer, or its quantiles; null without data. */
const widthOf = ({ classes, shares }: BlockContext): number | null => (classes === null ? null : classes * (shares?.length ?? 1));

/** What each of the numbers is. */
function oneOf({ answers = 'item', shares }: BlockContext): string {
  if (answers === 'labels') return 'one a label';
  if (answers !== 'numbers') return 'one a class';
  return shares === undefined ? 'one an answer' : 'one a quantile of each answer';
}

/** What makes the last axis `width` numbers. */
const denseRepairs = (width: number | null): Repair[] =>
  width === null
    ? []
    : [
        { label: `Set units to ${width}`, kind: 'set-source', block: 'Dense', params: { units: width } },
        { label: `Set units to ${width}`, kind: 'set-source', block: 'TimeDistributed', params: { units: width } },
        { label: `Insert Dense ${width}`, kind: 'insert-before', block: 'Dense', params: { units: width } },
      ];

const insert = (block: string): Repair => ({ label: `Insert ${block}`, kind: 'insert-before', block });

/** What turns `shape` into a row of `width` numbers, likeliest first. */
function repairsForItem(shape: Shape, width: number | null): Repair[] {
  if (shape.length === 1) return denseRepairs(width);
  const flatten = insert('Flatten');
  const lastStep: Repair = { label: 'Last step only', kind: 'set-before', params: { returnSequences: false } };
  if (shape.length === 2) return [lastStep, insert('GlobalAveragePooling1D'), insert('GlobalMaxPooling1D'), flatten];
  const pool = insert('GlobalAveragePooling2D');
  if (shape.length !== 3) return [flatten];
  // The one that settles it comes first: pooling an image that has a channel a class leaves nothing to do.
  return lastAxis(shape) === width ? [pool, flatten] : [flatten, pool];
}

/** How many steps must come out where each has a class of its own: as many as enter. */
const stepsOf = ({ input }: BlockContext): number => input[0] ?? 1;

/** What turns `shape` into a row of `classes` numbers for each step. */
function repairsForSteps(shape: Shape, context: BlockContext): Repair[] {
  if (shape.length === 2) return shape[0] === stepsOf(context) ? denseRepairs(context.classes) : [];
  const steps = stepsOf(context);
  return shape.length === 1
    ? [
        { label: 'Return sequences', kind: 'set-before', params: { returnSequences: true } },
        { label: `Insert RepeatVector ${steps}`, kind: 'insert-before', block: 'RepeatVector', params: { times: steps } },
      ]
    : [];
}

/** What must come in, in words, and what to do where it does not. */
function wanted(shape: Shape, context: BlockContext): { must: string; hint: string; repairs: Repair[] } {
  const { classes, answers = 'item' } = context;
  const width = widthOf(context);
  const units = `use Dense with ${counted(width ?? 0, 'unit')}`;
  if (!inSteps(answers)) {
    const must = `get ${width === null ? 'one row of numbers' : counted(width, 'number')}, ${oneOf(context)}`;
    const hint = shape.length === 1 ? units : shape.length === 2 ? 'take the last step only, or pool over the steps' : 'flatten first';
    return { must, hint, repairs: repairsForItem(shape, width) };
  }
  const steps = grouped(stepsOf(context));
  const must =
    classes === null
      ? `get ${steps} steps, each with one number a class`
      : `get ${steps}×${grouped(classes)}, one number a class for each step`;
  const hint =
    shape.length === 1
      ? 'let the block before return its sequence'
      : shape[0] === stepsOf(context)
        ? units
        : 'keep the number of steps, with padding same and stride 1';
  return { must, hint, repairs: repairsForSteps(shape, context) };
}

/** What is to be read beside the memory: how answers are made of numbers. */
function answerWorking(context: BlockContext): Working {
  const { answers = 'item', classes, shares } = context;
  if (answers === 'labels') return { label: 'Probabilities', formula: 'pᵢ', value: '1 / (1 + e⁻ˣⁱ)' };
  if (answers !== 'numbers') return { label: 'Probabilities', formula: 'pᵢ', value: 'eˣⁱ / Σ eˣʲ' };
  if (shares === undefined || classes === null) return { label: 'Answers', formula: 'yᵢ', value: 'xᵢ' };
  return { label: 'Quantiles of the answers', formula: `${classes}·${shares.length}`, value: counted(classes * shares.length, 'number') };
}

/** On the node: the activation that is added. */
function described({ answers = 'item', shares }: BlockContext): string {
  if (answers === 'labels') return 'sigmoid of each label';
  if (answers === 'numbers') return shares === undefined ? 'numbers' : `${counted(shares.length, 'quantile')} of each number`;
  return inSteps(answers) ? 'softmax of each step' : 'softmax';
}

/** The end of the model: one number a class becomes one probability a class, of an item or of each step; other answers are numbers. */
export const output: Block<OutputParams> = {
  type: 'Output',
  title: 'Output',
  group: 'output',
  icon: 'target',
  summary: 'The end: one probability for each class, or the numbers that are answered.',
  help: 'Takes one number a class and turns them into probabilities with softmax: pᵢ = eˣⁱ / Σ eˣʲ. It needs exactly as many numbers as the data has classes; where each step has a class of its own (a tag a word, the next letter), it needs them for every step. The loss is computed from the numbers before the softmax, which is the same function and cannot overflow; steps that only fill up do not count. Where several labels may hold at once, each number becomes the probability of its label by a sigmoid of its own: pᵢ = 1/(1 + e⁻ˣⁱ). Where several kinds of things are answered, each has an Output of its own, which says what it answers. Where numbers are to be answered, they pass as they are: one an answer, or all quantiles of the first answer, then those of the second.',
  keywords: ['softmax', 'classes', 'prediction', 'end', 'probabilities', 'sigmoid', 'labels', 'regression', 'quantiles', 'forecast'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: false,
  mask: () => 'ends',
  describe: (p, context) =>
    [...(p.head === undefined || context.heads === undefined ? [] : [p.head]), described(own(p, context))].join(', '),
  shape(p, inputs, given) {
    const context = outputContext(p, given);
    if (context === null) return headless(p, given);
    const shape = only(inputs);
    const places = inSteps(context.answers ?? 'item') ? [stepsOf(context)] : [];
    const fitting = [...places, widthOf(context) ?? lastAxis(shape)];
    if (shape.length === fitting.length && shape.every((length, axis) => length === fitting[axis])) return fits(shape);
    const { must, hint, repairs } = wanted(shape, context);
    return misfit('Output', context, must, gotFrom(inputs, context), hint, repairs);
  },
  parameters: noParameters,
  operations: (p, inputs, context) => (endActivation(own(p, context)) === 'linear' ? 0 : size(only(inputs))),
  workings: (p, inputs, context) => [answerWorking(own(p, context)), memoryWorking(only(inputs))],
  build: (tf, p, inputs, context) =>
    appliedTo(inputs, tf.layers.activation({ activation: endActivation(own(p, context)), name: context.name })),
  keras: 'Softmax',
  pytorch: 'nn.Softmax',
};

/** It must say which of several answers it is. */
function headless({ head }: OutputParams, context: BlockContext): ShapeResult {
  const choices = choicesOf(context);
  const repairs = choices.map(({ value, label }) => ({ label: `Answer ${label}`, kind: 'set' as const, params: { head: value } }));
  const must = `answer one of ${choices.map(({ label }) => `"${label}"`).join(', ')}`;
  return misfit('Output', context, must, head === undefined ? 'none' : `"${head}"`, 'choose one', repairs);
}
