import type { z } from 'zod';
import { hash32 } from '../runs/random.ts';
import { applied, appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { withoutPadding } from './padding-penalty.ts';
import { integer, parameters } from './parameter.ts';
import { fits, lastAxis, memoryWorking, needsSteps, only, operationsWorking, parametersWorking } from './rules.ts';

const { params, fields } = parameters({
  units: integer(32, { label: 'Units', help: 'Size of the hidden layer that judges each step.', min: 1, max: 4096 }),
});
type AdditiveAttentionParams = z.infer<typeof params>;

/** Additive attention that pools the steps (Bahdanau et al. 2014, https://arxiv.org/abs/1409.0473; here without a decoder's state). */
export const additiveAttention: Block<AdditiveAttentionParams> = {
  type: 'AdditiveAttention',
  title: 'AdditiveAttention',
  group: 'attend',
  icon: 'focus',
  summary: 'Weighs the steps by what they matter and adds them up to one row.',
  help: 'A small network gives each step a score: eₜ = v·tanh(W·hₜ + b). Softmax over the steps makes shares of them, αₜ = softmax(e)ₜ, and the result is the sum of the steps, each times its share: c = Σ αₜ·hₜ. It stands where the last step or a mean would stand, and learns which steps matter; the shares show which these are. The padding of texts gets no share. n·m + m + m parameters for n features and m units.',
  keywords: ['bahdanau', 'attention', 'pool', 'weights', 'context', 'alignment', 'softmax'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  seesPadding: true,
  describe: (p) => `${p.units} tanh`,
  shape: (_params, inputs, context) => needsSteps('AdditiveAttention', inputs, context) ?? fits([lastAxis(only(inputs))]),
  parameters: (p, inputs) => ({ trainable: (lastAxis(only(inputs)) + 2) * p.units, frozen: 0 }),
  operations(p, inputs) {
    const [steps = 0, features = 0] = only(inputs);
    return steps * (features * p.units + p.units + features);
  },
  workings(p, inputs, context) {
    const [steps = 0, features = 0] = only(inputs);
    return [
      parametersWorking(`${features}·${p.units}+${p.units}+${p.units}`, additiveAttention.parameters(p, inputs, context).trainable),
      operationsWorking(`${steps}·(${features}·${p.units}+${p.units}+${features})`, additiveAttention.operations(p, inputs, context)),
      { label: 'Shares', formula: '', value: `${steps}, which add up to 1` },
      memoryWorking([features]),
    ];
  },
  build(tf, p, inputs, context) {
    const { name, nameOf, seed } = context;
    const kernelInitializer = (place: number) => tf.initializers.glorotUniform({ seed: hash32(seed, place) });
    const [steps] = inputs;
    if (steps === undefined) throw new RangeError('AdditiveAttention must get one tensor; got none');
    const hidden = tf.layers.dense({ units: p.units, activation: 'tanh', kernelInitializer: kernelInitializer(0), name: nameOf('hidden') });
    const score = tf.layers.dense({ units: 1, useBias: false, kernelInitializer: kernelInitializer(1), name: nameOf('score') });
    const row = tf.layers.permute({ dims: [2, 1], name: nameOf('row') }); // [batch, 1, steps]
    const shares = tf.layers.activation({ activation: 'softmax', name: nameOf('shares') });
    const scores = [hidden, score, row].reduce((tensor, layer) => appliedTo([tensor], layer), steps);
    const alpha = applied(shares, withoutPadding(tf, scores, context));
    const pooled = applied(tf.layers.dot({ axes: [2, 1], name: nameOf('context') }), [alpha, steps]); // [batch, 1, features]
    return applied(tf.layers.flatten({ name }), pooled);
  },
  keras: 'AdditiveAttention',
  pytorch: 'nn.Linear',
};
