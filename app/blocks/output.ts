import { grouped, size } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block, Repair, Shape } from './block.ts';
import { parameters } from './parameter.ts';
import { fits, gotFrom, lastAxis, memoryWorking, misfit, noParameters, only } from './rules.ts';

const { params, fields } = parameters({});

/** What turns `shape` into a row of `classes` numbers, likeliest first. */
function repairsFor(shape: Shape, classes: number | null): Repair[] {
  const dense: Repair[] =
    classes === null
      ? []
      : [
          { label: `Set units to ${classes}`, kind: 'set-source', block: 'Dense', params: { units: classes } },
          { label: `Insert Dense ${classes}`, kind: 'insert-before', block: 'Dense', params: { units: classes } },
        ];
  if (shape.length === 1) return dense;
  const flatten: Repair = { label: 'Insert Flatten', kind: 'insert-before', block: 'Flatten' };
  const pool: Repair = { label: 'Insert GlobalAveragePooling2D', kind: 'insert-before', block: 'GlobalAveragePooling2D' };
  if (shape.length !== 3) return [flatten];
  // The one that settles it comes first: pooling an image that has a channel a class leaves nothing to do.
  return lastAxis(shape) === classes ? [pool, flatten] : [flatten, pool];
}

/** The end of the model: one number a class becomes one probability a class. */
export const output: Block<Record<never, never>> = {
  type: 'Output',
  title: 'Output',
  group: 'output',
  icon: 'target',
  summary: 'The end: one probability for each class.',
  help: 'Takes one number a class and turns them into probabilities with softmax: pᵢ = eˣⁱ / Σ eˣʲ. It needs exactly as many numbers as the data has classes. The loss is computed from the numbers before the softmax, which is the same function and cannot overflow.',
  keywords: ['softmax', 'classes', 'prediction', 'end', 'probabilities'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: false,
  describe: () => 'softmax',
  shape(_params, inputs, context) {
    const shape = only(inputs);
    const { classes } = context;
    if (shape.length === 1 && (classes === null || shape[0] === classes)) return fits(shape);
    const must = classes === null ? 'get one row of numbers, one a class' : `get ${grouped(classes)} numbers, one a class`;
    const hint = shape.length === 1 ? `use Dense with ${grouped(classes ?? 0)} units` : 'flatten first';
    return misfit('Output', context, must, gotFrom(inputs, context), hint, repairsFor(shape, classes));
  },
  parameters: noParameters,
  operations: (_params, inputs) => size(only(inputs)),
  workings: (_params, inputs) => [{ label: 'Probabilities', formula: 'pᵢ', value: 'eˣⁱ / Σ eˣʲ' }, memoryWorking(only(inputs))],
  build: (tf, _params, inputs, { name }) => appliedTo(inputs, tf.layers.activation({ activation: 'softmax', name })),
  keras: 'Softmax',
  pytorch: 'nn.Softmax',
};
