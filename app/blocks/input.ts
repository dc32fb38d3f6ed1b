import { grouped, size } from '../numbers.ts';
import { applied } from './applied.ts';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import { fits, memoryWorking, noParameters } from './rules.ts';

const { params, fields } = parameters({});

/** The images of the data: pixels 0 to 255 come in, the network gets 0 to 1. */
export const input: Block<Record<never, never>> = {
  type: 'Input',
  title: 'Input',
  group: 'input',
  icon: 'image',
  summary: 'The images of your data.',
  help: 'Where every image enters, as height × width × channels numbers (3 channels for colour, 1 for grey). Their size comes from the data’s preprocessing. Pixels of 0 to 255 are divided by 255, so that the network works with 0 to 1: x = pixel/255.',
  keywords: ['image', 'data', 'start', 'rescaling'],
  params,
  fields,
  inputs: { least: 0, most: 0 },
  hasOutput: true,
  describe: () => 'image',
  shape: (_params, _inputs, context) => fits(context.input),
  parameters: noParameters,
  operations: () => 0,
  workings: (_params, _inputs, { input: shape }) => [
    { label: 'Numbers', formula: shape.join('·'), value: grouped(size(shape)) },
    { label: 'Scaling', formula: 'x', value: 'pixel/255' },
    memoryWorking(shape),
  ],
  build(tf, _params, _inputs, context) {
    const pixels = tf.input({ shape: [...context.input], name: context.nameOf('pixels') });
    return applied(tf.layers.rescaling({ scale: 1 / 255, name: context.name }), pixels);
  },
  keras: 'Input',
  pytorch: 'torch.Tensor',
};
