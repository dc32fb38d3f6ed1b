import type { z } from 'zod';
import { grouped, shapeText, size } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { pair, parameters } from './parameter.ts';
import { fits, gotFrom, memoryWorking, misfit, noParameters, only } from './rules.ts';

const { params, fields } = parameters({
  shape: pair([28, 28], {
    label: 'Shape',
    help: 'Steps and features of what comes out; together as many numbers as come in.',
    unit: 'timesteps × features',
    min: 1,
    max: 65_536,
  }),
});
type ReshapeParams = z.infer<typeof params>;

/** The same numbers as steps and features (https://keras.io/api/layers/reshaping_layers/reshape/). */
export const reshape: Block<ReshapeParams> = {
  type: 'Reshape',
  title: 'Reshape',
  group: 'dense',
  icon: 'scaling',
  summary: 'Lays the numbers out as steps and features.',
  help: 'Takes the numbers in the order in which they lie and lays them out as timesteps × features; there must be as many after as before. So a recurrent block can read an image row by row: 28×28×1 becomes 28 steps of 28 numbers. Nothing is computed and nothing learned.',
  keywords: ['shape', 'layout', 'view', 'rows', 'sequence'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  seesLater: () => true,
  describe: (p) => shapeText(p.shape),
  shape(p, inputs, context) {
    const count = size(only(inputs));
    if (count === size(p.shape)) return fits(p.shape);
    const [first = 1] = only(inputs);
    const rows = Math.min(first, 65_536);
    const repairs =
      count % rows === 0 && count / rows <= 65_536
        ? [{ label: `Shape ${rows}×${count / rows}`, kind: 'set' as const, params: { shape: [rows, count / rows] } }]
        : [];
    return misfit(
      'Reshape',
      context,
      `get ${grouped(size(p.shape))} numbers for ${shapeText(p.shape)}`,
      gotFrom(inputs, context),
      'use another shape',
      repairs,
    );
  },
  parameters: noParameters,
  operations: () => 0,
  workings: (p, inputs) => [{ label: 'Numbers', formula: p.shape.join('·'), value: grouped(size(only(inputs))) }, memoryWorking(p.shape)],
  build: (tf, p, inputs, { name }) => appliedTo(inputs, tf.layers.reshape({ targetShape: [...p.shape], name })),
  keras: 'Reshape',
  pytorch: 'nn.Unflatten',
};
