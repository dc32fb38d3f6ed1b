import type { Rule } from './optimizer.ts';

/** Plain gradient descent: w = w − lr·g. */
export const plainSgd: Rule = {
  slots: [],
  update(weight, gradient, _slots, _step, learningRate) {
    weight.assign(weight.sub(gradient.mul(learningRate)));
  },
};

/** Gradient descent with momentum as Keras writes it: v = momentum·v − lr·g, w = w + v (keras.io/api/optimizers/sgd). */
export const momentumSgd = (momentum: number): Rule<'velocity'> => ({
  slots: ['velocity'],
  update(weight, gradient, { velocity }, _step, learningRate) {
    velocity.assign(velocity.mul(momentum).sub(gradient.mul(learningRate)));
    weight.assign(weight.add(velocity));
  },
});
