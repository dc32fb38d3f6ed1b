import type * as tfjs from '@tensorflow/tfjs';
import type { StepSettings } from '../../engine.ts';
import * as adam from '../../optimizers/adam.ts';
import { optimizerFor } from '../../optimizers/index.ts';
import type { NamedVariable, Optimizer } from '../../optimizers/optimizer.ts';
import * as rmsprop from '../../optimizers/rmsprop.ts';
import { tf } from '../../tfjs.ts';
import { attributeTypes, dataTypes } from '../data-types.ts';

/** Adds an operation that updates variables in place. `inputs` are in the operation's order. */
export type Update = (kind: string, inputs: readonly (tfjs.Tensor | tfjs.Variable | 'scratch')[], of: tfjs.Variable) => void;

/**
 * The optimizers as one operation a weight (tensorflow/core/ops/training_ops.cc): the same rules, slots and rates as op by
 * op, without a pass over memory for each of their terms. To be used while a step is recorded.
 */
export function fusedOptimizer(weights: readonly NamedVariable[], settings: StepSettings, update: Update): Optimizer {
  const plain = optimizerFor(tf, weights, settings);
  const slotsOf = new Map(plain.slots.map(({ name, variable }) => [name, variable]));
  const slot = (weight: NamedVariable, name: string): tfjs.Variable => {
    const found = slotsOf.get(`${weight.name}/${name}`);
    if (found === undefined) throw new Error(`${settings.optimizer} has no slot ${name}`);
    return found;
  };

  const apply = (weight: NamedVariable, gradient: tfjs.Tensor, rate: tfjs.Scalar): void => {
    const { variable } = weight;
    const number = (value: number) => tf.scalar(value);
    switch (settings.optimizer) {
      case 'adam': {
        // The rate is corrected for the step already, so that the powers of beta count for nothing.
        const [none, first, second, least] = [number(0), number(adam.beta1), number(adam.beta2), number(adam.epsilon)];
        return update(
          'ResourceApplyAdam',
          [variable, slot(weight, 'm'), slot(weight, 'v'), none, none, rate, first, second, least, gradient],
          variable,
        );
      }
      case 'rmsprop':
        // It has momentum, which is 0 here: what it remembers for it is written and never used.
        return update(
          'ResourceApplyRMSProp',
          [variable, slot(weight, 'velocity'), 'scratch', rate, number(rmsprop.rho), number(0), number(rmsprop.epsilon), gradient],
          variable,
        );
      case 'sgd':
        if (settings.momentum === 0) return update('ResourceApplyGradientDescent', [variable, rate, gradient], variable);
        return update(
          'ResourceApplyKerasMomentum',
          [variable, slot(weight, 'velocity'), rate, gradient, number(settings.momentum)],
          variable,
        );
    }
  };

  return {
    slots: plain.slots,
    rate: plain.rate,
    apply(gradients, rate) {
      for (const weight of weights) {
        const gradient = gradients[weight.variable.name];
        if (gradient === undefined) throw new Error(`the weight ${weight.name} got no gradient`);
        tf.tidy(() => apply(weight, gradient, rate));
      }
    },
    dispose: () => plain.dispose(),
  };
}

/** Attributes of every such operation. */
export const updateAttributes = [
  { name: 'T', type: attributeTypes.TF_ATTR_TYPE, value: dataTypes.TF_FLOAT },
  { name: 'use_locking', type: attributeTypes.TF_ATTR_BOOL, value: false },
];
