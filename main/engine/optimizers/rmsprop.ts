import type { Rule } from './optimizer.ts';

/** Keras' defaults. */
export const rho = 0.9;
export const epsilon = 1e-7;

/** RMSprop as Keras writes it: v = ρv + (1−ρ)g², w = w − lr·g/√(v + ε) (keras.io/api/optimizers/rmsprop). */
export const rmsprop: Rule<'velocity'> = {
  slots: ['velocity'],
  rate: (learningRate) => learningRate,
  update(weight, gradient, { velocity }, rate) {
    velocity.assign(velocity.mul(rho).add(gradient.square().mul(1 - rho)));
    weight.assign(weight.sub(gradient.mul(rate).div(velocity.add(epsilon).sqrt())));
  },
};
