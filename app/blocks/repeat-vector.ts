import type { z } from 'zod';
import { grouped } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block, Shape } from './block.ts';
import { integer, parameters } from './parameter.ts';
import { fits, gotFrom, lastAxis, memoryWorking, misfit, noParameters, only } from './rules.ts';

const { params, fields } = parameters({
  times: integer(8, { label: 'Times', help: 'How many steps are made of the one row.', min: 1, max: 4096 }),
});
type RepeatVectorParams = z.infer<typeof params>;

const outputShape = (p: RepeatVectorParams, inputs: readonly Shape[]): Shape => [p.times, lastAxis(only(inputs))];

/** The same row at every step (https://keras.io/api/layers/reshaping_layers/repeat_vector/). */
export const repeatVector: Block<RepeatVectorParams> = {
  type: 'RepeatVector',
  title: 'RepeatVector',
  group: 'recurrent',
  icon: 'rows-3',
  summary: 'Repeats a row of numbers as the steps of a sequence.',
  help: 'Writes the same row at each of so many steps: features become times × features. Between a recurrent block that sums a sequence up in one row and another that unrolls it again (encoder and decoder), the second then gets the summary at every step. It has nothing to learn.',
  keywords: ['copy', 'decoder', 'encoder', 'sequence', 'one to many'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  seesLater: () => true,
  describe: (p) => `${p.times} times`,
  shape(p, inputs, context) {
    if (only(inputs).length === 1) return fits(outputShape(p, inputs));
    const repairs = [{ label: 'Last step only', kind: 'set-before' as const, params: { returnSequences: false } }];
    return misfit('RepeatVector', context, 'get one row of numbers', gotFrom(inputs, context), 'flatten or pool first', repairs);
  },
  parameters: noParameters,
  operations: () => 0,
  workings: (p, inputs) => [
    { label: 'Numbers', formula: `${p.times}·${lastAxis(only(inputs))}`, value: grouped(p.times * lastAxis(only(inputs))) },
    memoryWorking(outputShape(p, inputs)),
  ],
  build: (tf, p, inputs, { name }) => appliedTo(inputs, tf.layers.repeatVector({ n: p.times, name })),
  keras: 'RepeatVector',
  pytorch: 'torch.Tensor.repeat',
};
