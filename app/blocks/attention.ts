import type { z } from 'zod';
import { hash32 } from '../runs/random.ts';
import { applied, appliedTo } from './applied.ts';
import type { Block, Shape } from './block.ts';
import { withoutPadding } from './padding-penalty.ts';
import { integer, parameters, toggle } from './parameter.ts';
import { fits, lastAxis, memoryWorking, needsSteps, only, operationsWorking, parametersWorking } from './rules.ts';

const { params, fields } = parameters({
  units: integer(32, { label: 'Units', help: 'Length of the queries, keys and values.', min: 1, max: 4096 }),
  scaled: toggle(true, {
    label: 'Scaled',
    help: 'Divides the scores by √units, so that long queries do not make the softmax too sharp to learn.',
  }),
});
type AttentionParams = z.infer<typeof params>;

const outputShape = (p: AttentionParams, inputs: readonly Shape[]): Shape => [only(inputs)[0] ?? 0, p.units];

/** Dot-product self-attention (Vaswani et al. 2017, https://arxiv.org/abs/1706.03762, section 3.2.1; one head). */
export const attention: Block<AttentionParams> = {
  type: 'Attention',
  title: 'Attention',
  group: 'attend',
  icon: 'scan-eye',
  summary: 'Each step gathers from all steps what it asks for.',
  help: 'Three Dense layers without bias make a query, a key and a value of each step. The dot product of a step’s query with every key says how much the two have to do with each other; softmax makes shares of these scores, and what comes out is the sum of the values, each times its share: softmax(Q·Kᵀ/√m)·V. So a step reaches every other at once, however far, where a recurrent block passes things on step by step. It does not know the order of the steps. The padding of texts gets no share. 3·n·m parameters for n features and m units; the work grows with the square of the steps.',
  keywords: ['self-attention', 'transformer', 'query', 'key', 'value', 'dot product', 'softmax'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  seesLater: () => true,
  seesPadding: true,
  describe: (p) => `${p.units}${p.scaled ? ' scaled' : ''}`,
  shape: (p, inputs, context) => needsSteps('Attention', inputs, context) ?? fits(outputShape(p, inputs)),
  parameters: (p, inputs) => ({ trainable: 3 * lastAxis(only(inputs)) * p.units, frozen: 0 }),
  operations(p, inputs) {
    const [steps = 0, features = 0] = only(inputs);
    return 3 * steps * features * p.units + 2 * steps * steps * p.units;
  },
  workings(p, inputs, context) {
    const [steps = 0, features = 0] = only(inputs);
    return [
      parametersWorking(`3·${features}·${p.units}`, attention.parameters(p, inputs, context).trainable),
      operationsWorking(`3·${steps}·${features}·${p.units}+2·${steps}·${steps}·${p.units}`, attention.operations(p, inputs, context)),
      { label: 'Shares', formula: '', value: `${steps}×${steps}, each row adds up to 1` },
      memoryWorking(outputShape(p, inputs)),
    ];
  },
  build(tf, p, inputs, context) {
    const { name, nameOf, seed } = context;
    const project = (part: string, place: number) => {
      const kernelInitializer = tf.initializers.glorotUniform({ seed: hash32(seed, place) });
      return appliedTo(inputs, tf.layers.dense({ units: p.units, useBias: false, kernelInitializer, name: nameOf(part) }));
    };
    const [query, key, value] = [project('query', 0), project('key', 1), project('value', 2)];
    const scores = applied(tf.layers.dot({ axes: [2, 2], name: nameOf('scores') }), [query, key]); // [batch, steps, steps]
    const scaled = p.scaled ? applied(tf.layers.rescaling({ scale: 1 / Math.sqrt(p.units), name: nameOf('scaled') }), scores) : scores;
    const shares = applied(tf.layers.activation({ activation: 'softmax', name: nameOf('shares') }), withoutPadding(tf, scaled, context));
    return applied(tf.layers.dot({ axes: [2, 1], name }), [shares, value]);
  },
  keras: 'Attention',
  pytorch: 'nn.functional.scaled_dot_product_attention',
};
