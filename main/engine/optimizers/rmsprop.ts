import type { Rule } from './optimizer.ts';

const rho = 0.9;
const epsilon = 1e-7;

/** RMSprop as Keras writes it: v = ρv + (1−ρ)g², w = w − lr·g/√(v + ε) (keras.io/api/optimizers/rmsprop). */
export const rmsprop: Rule<'velocity'> = {
  slots: ['velocity'],
  update(weight, gradient, { velocity }, _step, learningRate) {
    velocity.assign(velocity.mul(rho).add(gradient.square().mul(1 - rho)));
    weight.assign(weight.sub(gradient.mul(learningRate).div(velocity.add(epsilon).sqrt())));
  },
};
