import type { z } from 'zod';
import { size } from '../numbers.ts';
import { activation, activationIdentifier, withActivation } from './activations.ts';
import type { Block, Shape } from './block.ts';
import { integer, parameters, toggle } from './parameter.ts';
import { fits, lastAxis, memoryWorking, needsSteps, only, operationsWorking, parametersWorking } from './rules.ts';

const { params, fields } = parameters({
  units: integer(64, { label: 'Units', help: 'How many numbers come out of each step.', min: 1, max: 65_536 }),
  activation: activation('linear'),
  useBias: toggle(true, { label: 'Bias', help: 'Adds one learned number to each unit.' }),
});
type TimeDistributedParams = z.infer<typeof params>;

const outputShape = (p: TimeDistributedParams, inputs: readonly Shape[]): Shape => [only(inputs)[0] ?? 0, p.units];

/** The same Dense on every step (https://keras.io/api/layers/recurrent_layers/time_distributed/). */
export const timeDistributed: Block<TimeDistributedParams> = {
  type: 'TimeDistributed',
  title: 'TimeDistributed',
  group: 'dense',
  icon: 'copy',
  summary: 'A Dense for each step, with the same weights at all of them.',
  help: 'Takes each step by itself and puts it through one Dense block whose weights all steps share: y(t) = f(x(t)·W + b). The number of steps stays, and no step sees another. Behind a recurrent block that returns its sequence it gives an answer for each step. Dense alone does the same on steps; this says so in its name, as many courses write it. n·m + m parameters for n features and m units, however many steps there are.',
  keywords: ['dense', 'each step', 'sequence', 'tagging', 'per step'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  mask: () => 'passes',
  describe: (p) => `Dense ${p.units}${p.activation === 'linear' ? '' : ` ${p.activation.replace('_', ' ')}`}`,
  shape: (p, inputs, context) => needsSteps('TimeDistributed', inputs, context) ?? fits(outputShape(p, inputs)),
  parameters: (p, inputs) => ({ trainable: lastAxis(only(inputs)) * p.units + (p.useBias ? p.units : 0), frozen: 0 }),
  operations: (p, inputs) => size(only(inputs)) * p.units,
  workings(p, inputs, context) {
    const features = lastAxis(only(inputs));
    return [
      parametersWorking(
        `${features}·${p.units}${p.useBias ? `+${p.units}` : ''}`,
        timeDistributed.parameters(p, inputs, context).trainable,
      ),
      operationsWorking([...only(inputs), p.units].join('·'), timeDistributed.operations(p, inputs, context)),
      memoryWorking(outputShape(p, inputs)),
    ];
  },
  build(tf, p, inputs, context) {
    const dense = tf.layers.dense({
      units: p.units,
      activation: activationIdentifier(p.activation),
      useBias: p.useBias,
      kernelInitializer: tf.initializers.glorotUniform({ seed: context.seed }),
      name: context.nameOf('dense'),
    });
    return withActivation(tf, p.activation, tf.layers.timeDistributed({ layer: dense, name: context.name }), inputs, context);
  },
  keras: 'TimeDistributed',
  pytorch: 'nn.Linear',
};
