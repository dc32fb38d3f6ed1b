import type { Rule } from './optimizer.ts';

/** Keras' defaults. */
export const beta1 = 0.9;
export const beta2 = 0.999;
export const epsilon = 1e-7;

/**
 * Adam as Keras writes it (keras.io/api/optimizers/adam): m = β₁m + (1−β₁)g, v = β₂v + (1−β₂)g²,
 * w = w − lr·√(1−β₂ᵗ)/(1−β₁ᵗ) · m/(√v + ε). The correction comes from the step itself, so a run that goes on from a
 * checkpoint moves exactly as if it had never stopped.
 */
export const adam: Rule<'m' | 'v'> = {
  slots: ['m', 'v'],
  rate: (learningRate, step) => (learningRate * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step),
  update(weight, gradient, { m, v }, rate) {
    m.assign(m.mul(beta1).add(gradient.mul(1 - beta1)));
    v.assign(v.mul(beta2).add(gradient.square().mul(1 - beta2)));
    weight.assign(weight.sub(m.mul(rate).div(v.sqrt().add(epsilon))));
  },
};
