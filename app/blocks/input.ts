import { grouped, size } from '../numbers.ts';
import { applied } from './applied.ts';
import type { Block, Data, Working } from './block.ts';
import { parameters } from './parameter.ts';
import { dataOf, fits, memoryWorking, noParameters } from './rules.ts';

const { params, fields } = parameters({});

const names: Readonly<Record<Data['kind'], string>> = { images: 'image', tokens: 'tokens', numbers: 'numbers' };

const describedData = (data: Data): string => (data.kind === 'numbers' && data.parts !== undefined ? 'row' : names[data.kind]);

/** What each number is when it enters the network. */
function scaling(data: Data): Working {
  switch (data.kind) {
    case 'images':
      return { label: 'Scaling', formula: 'x', value: 'pixel/255' };
    case 'tokens':
      return { label: 'Codes', formula: '', value: `0 to ${grouped(data.vocabulary - 1)}, as they are` };
    case 'numbers':
      return {
        label: 'Scaling',
        formula: '',
        value: data.of === 'rows' || data.of === 'series' ? 'as the data’s preprocessing has it' : 'as they are',
      };
  }
}

/** Where the data enters: pixels 0 to 255 become 0 to 1, tokens stay whole numbers, other numbers stay as they are. */
export const input: Block<Record<never, never>> = {
  type: 'Input',
  title: 'Input',
  group: 'input',
  icon: 'log-in',
  summary: 'Your data: images, tokens of a text, or rows of numbers.',
  help: 'Where every item enters; its size comes from the data’s preprocessing. An image is height × width × channels numbers (3 channels for colour, 1 for grey), and its pixels of 0 to 255 are divided by 255, so that the network works with 0 to 1: x = pixel/255. A text is a row of tokens, one whole number a step that says which word or letter stands there; 0 fills up what is too short. Such codes are no quantities (word 8 is not twice word 4), so Embedding or OneHot has to follow. A row that holds images or texts beside its numbers enters as one row of numbers; TakeColumn takes each of them out. Rows of a table and windows of series (timesteps × features) enter as the data’s preprocessing made them: numbers scaled, categories as numbers; other rows of numbers enter as they are.',
  keywords: ['image', 'text', 'series', 'data', 'start', 'rescaling'],
  params,
  fields,
  inputs: { least: 0, most: 0 },
  hasOutput: true,
  describe: (_params, context) => describedData(dataOf(context)),
  shape: (_params, _inputs, context) => fits(context.input),
  parameters: noParameters,
  operations: () => 0,
  workings: (_params, _inputs, context) => [
    { label: 'Numbers', formula: context.input.join('·'), value: grouped(size(context.input)) },
    scaling(dataOf(context)),
    memoryWorking(context.input),
  ],
  build(tf, _params, _inputs, context) {
    const shape = [...context.input];
    const { kind } = dataOf(context);
    if (kind !== 'images') return tf.input({ shape, dtype: kind === 'tokens' ? 'int32' : 'float32', name: context.name });
    const pixels = tf.input({ shape, name: context.nameOf('pixels') });
    return applied(tf.layers.rescaling({ scale: 1 / 255, name: context.name }), pixels);
  },
  keras: 'Input',
  pytorch: 'torch.Tensor',
};
