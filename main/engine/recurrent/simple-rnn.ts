import type { Tf } from '../engine.ts';
import { activationOf } from './activations.ts';
import { at, type Cell, dropped } from './cell.ts';
import { operations } from './operations.ts';

/** h′ = activation(x·W + b + h·U) (https://keras.io/api/layers/recurrent_layers/simple_rnn/). */
export function simpleRnnCell(tf: Tf, units: number, names: { activation: string }): Cell<'output'> {
  const compute = operations(tf);
  const activation = activationOf(tf, compute, names.activation);
  return {
    units,
    states: 1,
    kept: ['output'],
    arrange: ({ kernel, recurrentKernel, bias }) => ({
      kernels: [kernel],
      biases: bias === null ? [] : [bias],
      recurrent: [recurrentKernel],
      recurrentBiases: [],
    }),
    gather: ({ kernels, biases, recurrent }) => ({
      kernel: at(kernels, 0),
      recurrentKernel: at(recurrent, 0),
      bias: biases[0] ?? null,
    }),
    step(inputs, states, { recurrent }, keep) {
      const after = activation.of(at(inputs, 0).add(compute.product(dropped(at(states, 0), keep), at(recurrent, 0))));
      return { states: [after], kept: { output: after } };
    },
    stepBack({ output }, before, after, transposed, keep) {
      const gradient = activation.gradient(output, at(after, 0));
      return {
        inputs: [gradient],
        products: [[dropped(at(before, 0), keep), gradient]],
        states: [dropped(compute.product(gradient, at(transposed, 0)), keep)],
      };
    },
  };
}
