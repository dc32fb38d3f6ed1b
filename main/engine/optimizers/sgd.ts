import type { Rule } from './optimizer.ts';

/** Plain gradient descent: w = w − lr·g. */
export const plainSgd: Rule = {
  slots: [],
  rate: (learningRate) => learningRate,
  update(weight, gradient, _slots, rate) {
    weight.assign(weight.sub(gradient.mul(rate)));
  },
};

/** Gradient descent with momentum as Keras writes it: v = momentum·v − lr·g, w = w + v (keras.io/api/optimizers/sgd). */
export const momentumSgd = (momentum: number): Rule<'velocity'> => ({
  slots: ['velocity'],
  rate: (learningRate) => learningRate,
  update(weight, gradient, { velocity }, rate) {
    velocity.assign(velocity.mul(momentum).sub(gradient.mul(rate)));
    weight.assign(weight.add(velocity));
  },
});
