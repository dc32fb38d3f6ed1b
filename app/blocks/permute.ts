import type { z } from 'zod';
import { appliedTo } from './applied.ts';
import type { Block, Shape } from './block.ts';
import { choice, parameters } from './parameter.ts';
import { fits, gotFrom, memoryWorking, misfit, noParameters, only } from './rules.ts';

type Order = '2,1' | '1,3,2' | '2,1,3' | '2,3,1' | '3,1,2' | '3,2,1';

const { params, fields } = parameters({
  order: choice<Order>(
    '2,1',
    {
      '2,1': 'features × timesteps',
      '1,3,2': 'height × channels × width',
      '2,1,3': 'width × height × channels',
      '2,3,1': 'width × channels × height',
      '3,1,2': 'channels × height × width',
      '3,2,1': 'channels × width × height',
    },
    { label: 'Order', help: 'What comes out, of timesteps × features or of an image of height × width × channels.' },
  ),
});
type PermuteParams = z.infer<typeof params>;

const axes = (p: PermuteParams): number[] => p.order.split(',').map(Number);
const outputShape = (p: PermuteParams, inputs: readonly Shape[]): Shape => axes(p).map((axis) => only(inputs)[axis - 1] ?? 0);

/** Axes in another order (https://keras.io/api/layers/reshaping_layers/permute/). */
export const permute: Block<PermuteParams> = {
  type: 'Permute',
  title: 'Permute',
  group: 'dense',
  icon: 'rotate-cw',
  summary: 'Swaps the axes: what were steps become features.',
  help: 'Turns the numbers around: out of timesteps × features come features × timesteps, and the axes of an image can change places in every order. A block behind it then works along the other axis. Nothing is computed and nothing learned.',
  keywords: ['transpose', 'swap', 'axes', 'order', 'sequence'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  seesLater: () => true,
  describe: (p) => axes(p).join(' '),
  shape(p, inputs, context) {
    const { length } = only(inputs);
    if (length === axes(p).length) return fits(outputShape(p, inputs));
    const fitting: Order | null = length === 2 ? '2,1' : length === 3 ? '2,1,3' : null;
    const must = axes(p).length === 2 ? 'get steps, timesteps × features' : 'get an image, height × width × channels';
    const repairs = fitting === null ? [] : [{ label: `Order ${fitting}`, kind: 'set' as const, params: { order: fitting } }];
    return misfit('Permute', context, must, gotFrom(inputs, context), 'choose an order of as many axes', repairs);
  },
  parameters: noParameters,
  operations: () => 0,
  workings: (p, inputs) => [memoryWorking(outputShape(p, inputs))],
  build: (tf, p, inputs, { name }) => appliedTo(inputs, tf.layers.permute({ dims: axes(p), name })),
  keras: 'Permute',
  pytorch: 'torch.permute',
};
