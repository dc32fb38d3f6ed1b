import type { Tf } from '../engine.ts';
import { activationOf } from './activations.ts';
import { at, type Cell, dropped } from './cell.ts';
import { operations } from './operations.ts';

/** What a step keeps: its gates, the candidate and the carry as it was bent. */
type Kept = 'input' | 'forget' | 'candidate' | 'output' | 'bent';

/**
 * c′ = f·c + i·g, h′ = o·activation(c′), with the gates i, f, o from the recurrent activation and the candidate g from the
 * activation (https://keras.io/api/layers/recurrent_layers/lstm/). The layer's columns are i, f, g, o. States: h, c. One
 * sigmoid for the gates together would be fewer operations, but more memory to go through: it was slower.
 */
export function lstmCell(tf: Tf, units: number, names: { activation: string; recurrentActivation: string }): Cell<Kept> {
  const compute = operations(tf);
  const activation = activationOf(tf, compute, names.activation);
  const gate = activationOf(tf, compute, names.recurrentActivation);
  return {
    units,
    states: 2,
    kept: ['input', 'forget', 'candidate', 'output', 'bent'],
    arrange: ({ kernel, recurrentKernel, bias }) => ({
      kernels: [kernel],
      biases: bias === null ? [] : [bias],
      recurrent: [recurrentKernel],
      recurrentBiases: [],
    }),
    gather: ({ kernels, biases, recurrent }) => ({ kernel: at(kernels, 0), recurrentKernel: at(recurrent, 0), bias: biases[0] ?? null }),
    step(inputs, states, { recurrent }, keep) {
      const sums = tf.split(at(inputs, 0).add(compute.product(dropped(at(states, 0), keep), at(recurrent, 0))), 4, 1);
      const input = gate.of(at(sums, 0));
      const forget = gate.of(at(sums, 1));
      const candidate = activation.of(at(sums, 2));
      const output = gate.of(at(sums, 3));
      const carry = forget.mul(at(states, 1)).add(input.mul(candidate));
      const bent = activation.of(carry);
      return { states: [output.mul(bent), carry], kept: { input, forget, candidate, output, bent } };
    },
    stepBack({ input, forget, candidate, output, bent }, before, after, transposed, keep) {
      const hidden = at(after, 0);
      const carry = at(after, 1).add(activation.gradient(bent, hidden.mul(output)));
      const sums = tf.concat(
        [
          gate.gradient(input, carry.mul(candidate)),
          gate.gradient(forget, carry.mul(at(before, 1))),
          activation.gradient(candidate, carry.mul(input)),
          gate.gradient(output, hidden.mul(bent)),
        ],
        1,
      );
      return {
        inputs: [sums],
        products: [[dropped(at(before, 0), keep), sums]],
        states: [dropped(compute.product(sums, at(transposed, 0)), keep), carry.mul(forget)],
      };
    },
  };
}
