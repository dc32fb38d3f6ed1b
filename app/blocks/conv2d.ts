import type { z } from 'zod';
import { size } from '../numbers.ts';
import { activation, activationIdentifier, withActivation } from './activations.ts';
import type { Block, Shape } from './block.ts';
import { integer, pair, parameters, toggle } from './parameter.ts';
import { fits, gotFrom, lastAxis, memoryWorking, misfit, needsImage, only, operationsWorking, parametersWorking } from './rules.ts';
import { describeWindow, padding, slideBoth, slideWorkings } from './window.ts';

const { params, fields } = parameters({
  filters: integer(32, {
    label: 'Filters',
    help: 'How many patterns the block looks for; each gives one channel of its output.',
    min: 1,
    max: 4096,
  }),
  kernelSize: pair([3, 3], { label: 'Kernel', help: 'Size of the little window that slides over the image.', min: 1, max: 64 }),
  strides: pair([1, 1], { label: 'Strides', help: 'How far the window moves at a time; 2 halves height and width.', min: 1, max: 64 }),
  padding: padding('same'),
  activation: activation('relu'),
  useBias: toggle(true, { label: 'Bias', help: 'Adds one learned number to each filter; not needed right before batch normalisation.' }),
});
type Conv2DParams = z.infer<typeof params>;

const slides = (p: Conv2DParams, inputs: readonly Shape[]) => slideBoth(only(inputs), p.kernelSize, p);

function outputShape(p: Conv2DParams, inputs: readonly Shape[]): Shape {
  const [rows, columns] = slides(p, inputs);
  return [rows.size, columns.size, p.filters];
}

/** Weights of all filters: kernel height · width · input channels · filters. */
const weights = (p: Conv2DParams, inputs: readonly Shape[]) => [...p.kernelSize, lastAxis(only(inputs)), p.filters];

/** Convolution over an image (https://keras.io/api/layers/convolution_layers/convolution2d/). */
export const conv2d: Block<Conv2DParams> = {
  type: 'Conv2D',
  title: 'Conv2D',
  group: 'convolve',
  icon: 'grid-3x3',
  summary: 'Slides small filters over the image and finds patterns.',
  help: 'Each filter is a small window of weights. It slides over the image; at every place its weights are multiplied with the numbers below and added up, so that the sum is large where the pattern is. Height and width become ⌊(n + 2p − f)/s⌋ + 1 for n rows, padding p, kernel f, stride s; the channels become the number of filters. Weights: f·f·channels·filters + filters.',
  keywords: ['convolution', 'filter', 'kernel', 'feature map', 'cnn'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  describe: (p) =>
    `${p.filters} ${describeWindow(p.kernelSize, p.strides)} ${p.padding}${p.activation === 'linear' ? '' : ` ${p.activation.replace('_', ' ')}`}`,
  shape(p, inputs, context) {
    const refused = needsImage('Conv2D', inputs, context);
    if (refused !== null) return refused;
    const shape = outputShape(p, inputs);
    if (size(shape) > 0) return fits(shape);
    return misfit(
      'Conv2D',
      context,
      `get an image of ${p.kernelSize.join('×')} or more, its kernel`,
      gotFrom(inputs, context),
      'use padding same or a smaller kernel',
      [{ label: 'Padding same', kind: 'set', params: { padding: 'same' } }],
    );
  },
  parameters: (p, inputs) => ({ trainable: size(weights(p, inputs)) + (p.useBias ? p.filters : 0), frozen: 0 }),
  operations: (p, inputs) => size(outputShape(p, inputs)) * size(weights(p, inputs).slice(0, 3)),
  workings(p, inputs, context) {
    const shape = outputShape(p, inputs);
    return [
      ...slideWorkings(slides(p, inputs)),
      parametersWorking(
        `${weights(p, inputs).join('·')}${p.useBias ? `+${p.filters}` : ''}`,
        conv2d.parameters(p, inputs, context).trainable,
      ),
      operationsWorking([...shape, ...weights(p, inputs).slice(0, 3)].join('·'), conv2d.operations(p, inputs, context)),
      memoryWorking(shape),
    ];
  },
  build(tf, p, inputs, context) {
    const layer = tf.layers.conv2d({
      filters: p.filters,
      kernelSize: p.kernelSize,
      strides: p.strides,
      padding: p.padding,
      activation: activationIdentifier(p.activation),
      useBias: p.useBias,
      kernelInitializer: tf.initializers.glorotUniform({ seed: context.seed }),
      name: context.name,
    });
    return withActivation(tf, p.activation, layer, inputs, context);
  },
  keras: 'Conv2D',
  pytorch: 'nn.Conv2d',
};
