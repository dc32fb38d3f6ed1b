import { grouped, size } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block, BlockContext, Repair, Shape } from './block.ts';
import { parameters } from './parameter.ts';
import { fits, gotFrom, lastAxis, memoryWorking, misfit, noParameters, only } from './rules.ts';

const { params, fields } = parameters({});

/** What makes the last axis one number a class. */
const denseRepairs = (classes: number | null): Repair[] =>
  classes === null
    ? []
    : [
        { label: `Set units to ${classes}`, kind: 'set-source', block: 'Dense', params: { units: classes } },
        { label: `Set units to ${classes}`, kind: 'set-source', block: 'TimeDistributed', params: { units: classes } },
        { label: `Insert Dense ${classes}`, kind: 'insert-before', block: 'Dense', params: { units: classes } },
      ];

const insert = (block: string): Repair => ({ label: `Insert ${block}`, kind: 'insert-before', block });

/** What turns `shape` into a row of `classes` numbers, likeliest first. */
function repairsForItem(shape: Shape, classes: number | null): Repair[] {
  if (shape.length === 1) return denseRepairs(classes);
  const flatten = insert('Flatten');
  const lastStep: Repair = { label: 'Last step only', kind: 'set-before', params: { returnSequences: false } };
  if (shape.length === 2) return [lastStep, insert('GlobalAveragePooling1D'), insert('GlobalMaxPooling1D'), flatten];
  const pool = insert('GlobalAveragePooling2D');
  if (shape.length !== 3) return [flatten];
  // The one that settles it comes first: pooling an image that has a channel a class leaves nothing to do.
  return lastAxis(shape) === classes ? [pool, flatten] : [flatten, pool];
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
  const units = `use Dense with ${grouped(classes ?? 0)} units`;
  if (answers === 'item') {
    const must = classes === null ? 'get one row of numbers, one a class' : `get ${grouped(classes)} numbers, one a class`;
    const hint = shape.length === 1 ? units : shape.length === 2 ? 'take the last step only, or pool over the steps' : 'flatten first';
    return { must, hint, repairs: repairsForItem(shape, classes) };
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

/** The end of the model: one number a class becomes one probability a class, of an item or of each step. */
export const output: Block<Record<never, never>> = {
  type: 'Output',
  title: 'Output',
  group: 'output',
  icon: 'target',
  summary: 'The end: one probability for each class.',
  help: 'Takes one number a class and turns them into probabilities with softmax: pᵢ = eˣⁱ / Σ eˣʲ. It needs exactly as many numbers as the data has classes; where each step has a class of its own (a tag a word, the next letter), it needs them for every step. The loss is computed from the numbers before the softmax, which is the same function and cannot overflow; steps that only fill up do not count.',
  keywords: ['softmax', 'classes', 'prediction', 'end', 'probabilities'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: false,
  mask: () => 'ends',
  describe: (_params, { answers = 'item' }) => (answers === 'item' ? 'softmax' : 'softmax of each step'),
  shape(_params, inputs, context) {
    const shape = only(inputs);
    const { classes, answers = 'item' } = context;
    const places = answers === 'item' ? [] : [stepsOf(context)];
    const fitting = [...places, classes ?? lastAxis(shape)];
    if (shape.length === fitting.length && shape.every((length, axis) => length === fitting[axis])) return fits(shape);
    const { must, hint, repairs } = wanted(shape, context);
    return misfit('Output', context, must, gotFrom(inputs, context), hint, repairs);
  },
  parameters: noParameters,
  operations: (_params, inputs) => size(only(inputs)),
  workings: (_params, inputs) => [{ label: 'Probabilities', formula: 'pᵢ', value: 'eˣⁱ / Σ eˣʲ' }, memoryWorking(only(inputs))],
  build: (tf, _params, inputs, { name }) => appliedTo(inputs, tf.layers.activation({ activation: 'softmax', name })),
  keras: 'Softmax',
  pytorch: 'nn.Softmax',
};
