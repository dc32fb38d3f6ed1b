import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';
import { activationOf } from './activations.ts';
import { at, type Cell } from './cell.ts';
import { operations } from './operations.ts';

/** Which of the layer's gates (i, f, c, o) comes where in the steps: those that share an activation lie together. Its own inverse. */
const order = [0, 1, 3, 2];

/** What a step keeps: its gates, together and one by one, the candidate and the carry as it was bent. */
type Kept = 'gates' | 'input' | 'forget' | 'output' | 'candidate' | 'bent';

/**
 * c′ = f·c + i·g, h′ = o·activation(c′), with the gates i, f, o from the recurrent activation and the candidate g from the
 * activation (https://keras.io/api/layers/recurrent_layers/lstm/). States: h, c.
 */
export function lstmCell(tf: Tf, units: number, names: { activation: string; recurrentActivation: string }): Cell<Kept> {
  const compute = operations(tf);
  const activation = activationOf(tf, compute, names.activation, units);
  const gate = activationOf(tf, compute, names.recurrentActivation, units);
  const reorder = (tensor: tfjs.Tensor): tfjs.Tensor => {
    const last = tensor.rank - 1;
    const gates = tf.split(tensor, 4, last);
    return tf.concat(
      order.map((place) => at(gates, place)),
      last,
    );
  };
  return {
    units,
    states: 2,
    kept: ['gates', 'input', 'forget', 'output', 'candidate', 'bent'],
    arrange: ({ kernel, recurrentKernel, bias }) => ({
      kernels: [reorder(kernel)],
      biases: bias === null ? [] : [reorder(bias)],
      recurrent: [reorder(recurrentKernel)],
      recurrentBiases: [],
    }),
    gather: ({ kernels, biases, recurrent }) => ({
      kernel: reorder(at(kernels, 0)),
      recurrentKernel: reorder(at(recurrent, 0)),
      bias: biases[0] === undefined ? null : reorder(biases[0]),
    }),
    step(inputs, states, { recurrent }) {
      const sums = tf.split(at(inputs, 0).add(compute.product(at(states, 0), at(recurrent, 0))), [3 * units, units], 1);
      const gates = gate.of(at(sums, 0));
      const candidate = activation.of(at(sums, 1));
      const each = tf.split(gates, 3, 1);
      const [input, forget, output] = [at(each, 0), at(each, 1), at(each, 2)];
      const carry = forget.mul(at(states, 1)).add(input.mul(candidate));
      const bent = activation.of(carry);
      return { states: [output.mul(bent), carry], kept: { gates, input, forget, output, candidate, bent } };
    },
    stepBack({ gates, input, forget, output, candidate, bent }, before, after, { recurrent }) {
      const hidden = at(after, 0);
      const carry = at(after, 1).add(activation.gradient(bent, hidden.mul(output)));
      const ofGates = gate.gradient(gates, tf.concat([carry.mul(candidate), carry.mul(at(before, 1)), hidden.mul(bent)], 1));
      const sums = tf.concat([ofGates, activation.gradient(candidate, carry.mul(input))], 1);
      return {
        inputs: [sums],
        products: [[at(before, 0), sums]],
        states: [compute.product(sums, at(recurrent, 0), { b: true }), carry.mul(forget)],
      };
    },
  };
}
