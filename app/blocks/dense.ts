import type { z } from 'zod';
import { grouped, shapeText, short, size } from '../numbers.ts';
import { activation, activationIdentifier, withActivation } from './activations.ts';
import type { Block, Repair, Shape } from './block.ts';
import { integer, parameters, toggle } from './parameter.ts';
import { fits, lastAxis, memoryWorking, only, operationsWorking, parametersWorking } from './rules.ts';

const { params, fields } = parameters({
  units: integer(64, {
    label: 'Units',
    help: 'How many numbers come out; each is its own weighted sum of all that come in.',
    min: 1,
    max: 65_536,
  }),
  activation: activation('linear'),
  useBias: toggle(true, { label: 'Bias', help: 'Adds one learned number to each unit.' }),
});
type DenseParams = z.infer<typeof params>;

/** Weights above which a Dense block is likely a mistake: four times the largest of the lecture CNN's. */
const manyWeights = 20_000_000;

const outputShape = (p: DenseParams, inputs: readonly Shape[]): Shape => [...only(inputs).slice(0, -1), p.units];

/** A weighted sum of everything, per unit (https://keras.io/api/layers/core_layers/dense/). */
export const dense: Block<DenseParams> = {
  type: 'Dense',
  title: 'Dense',
  group: 'dense',
  icon: 'network',
  summary: 'Every unit weighs all the numbers that come in.',
  help: 'Each unit multiplies all incoming numbers with weights of its own, adds them up with a bias and applies the activation: y = f(Σ wᵢ·xᵢ + b). With n numbers in and m units it has n·m + m parameters. On images, put Flatten or GlobalAveragePooling2D before it, and none of the activations on the one before Output, which adds itself what the answers need. On steps (timesteps × features) it works on each step by itself, with the same weights.',
  keywords: ['fully connected', 'linear', 'units', 'neurons', 'layer', 'perceptron'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  mask: () => 'passes',
  describe: (p) => `${p.units}${p.activation === 'linear' ? '' : ` ${p.activation.replace('_', ' ')}`}`,
  shape: (p, inputs) => fits(outputShape(p, inputs)),
  parameters: (p, inputs) => ({ trainable: lastAxis(only(inputs)) * p.units + (p.useBias ? p.units : 0), frozen: 0 }),
  operations: (p, inputs) => size(only(inputs)) * p.units,
  workings(p, inputs, context) {
    const features = lastAxis(only(inputs));
    return [
      parametersWorking(`${features}·${p.units}${p.useBias ? `+${p.units}` : ''}`, dense.parameters(p, inputs, context).trainable),
      operationsWorking([...only(inputs), p.units].join('·'), dense.operations(p, inputs, context)),
      memoryWorking(outputShape(p, inputs)),
    ];
  },
  advice(p, inputs, context) {
    const name = context.names?.self ?? 'Dense';
    const shape = only(inputs);
    if (shape.length > 2) {
      const places = shapeText(shape.slice(0, -1));
      return [
        {
          message: `${name} works on the ${lastAxis(shape)} channels of each of ${places} places by itself; flatten first to weigh the whole image.`,
          repairs: [
            { label: 'Insert Flatten', kind: 'insert-before', block: 'Flatten' },
            { label: 'Insert GlobalAveragePooling2D', kind: 'insert-before', block: 'GlobalAveragePooling2D' },
          ],
        },
      ];
    }
    const count = dense.parameters(p, inputs, context).trainable;
    if (count <= manyWeights) return [];
    const units = 2 ** Math.floor(Math.log2(manyWeights / lastAxis(shape)));
    const fewer: Repair[] = units >= 1 ? [{ label: `${grouped(units)} units`, kind: 'set', params: { units } }] : [];
    return [
      {
        message: `${name} has ${short(count)} parameters: it will be slow and learn the training images by heart; shrink the image with pooling before it, or use fewer units.`,
        repairs: fewer,
      },
    ];
  },
  build(tf, p, inputs, context) {
    const layer = tf.layers.dense({
      units: p.units,
      activation: activationIdentifier(p.activation),
      useBias: p.useBias,
      kernelInitializer: tf.initializers.glorotUniform({ seed: context.seed }),
      name: context.name,
    });
    return withActivation(tf, p.activation, layer, inputs, context);
  },
  keras: 'Dense',
  pytorch: 'nn.Linear',
};
