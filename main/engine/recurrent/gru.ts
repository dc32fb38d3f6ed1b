import type { Tf } from '../engine.ts';
import { activationOf } from './activations.ts';
import { at, type Cell, dropped } from './cell.ts';
import { operations } from './operations.ts';

export interface GruNames {
  activation: string;
  recurrentActivation: string;
}

/** What a step keeps: its gates, the candidate, how far the state is from it, and what was reset. */
type Kept = 'update' | 'reset' | 'candidate' | 'gap' | 'inner';

/*
 * h′ = z·h + (1 − z)·g, with the gates z (update) and r (reset) from the recurrent activation and the candidate g from the
 * activation (https://keras.io/api/layers/recurrent_layers/gru/). The layer's columns are z, r, g. The input is multiplied
 * for each of them apart, so that no step has to cut its products.
 */

/** Resets after the product, as Keras and PyTorch have it: g = activation(x·W + b + r·(h·U + b′)); the bias is [2, 3·units]. */
export function gruResetAfterCell(tf: Tf, units: number, names: GruNames): Cell<Kept> {
  const compute = operations(tf);
  const activation = activationOf(tf, compute, names.activation);
  const gate = activationOf(tf, compute, names.recurrentActivation);
  return {
    units,
    states: 1,
    kept: ['update', 'reset', 'candidate', 'gap', 'inner'],
    arrange({ kernel, recurrentKernel, bias }) {
      const rows = bias === null ? [] : tf.unstack(bias);
      return {
        kernels: tf.split(kernel, 3, 1),
        biases: rows[0] === undefined ? [] : tf.split(rows[0], 3, 0),
        recurrent: [recurrentKernel],
        recurrentBiases: rows[1] === undefined ? [] : [rows[1]],
      };
    },
    gather: ({ kernels, biases, recurrent, recurrentBiases }) => ({
      kernel: tf.concat(kernels, 1),
      recurrentKernel: at(recurrent, 0),
      bias: biases.length === 0 ? null : tf.stack([tf.concat(biases, 0), at(recurrentBiases, 0)]),
    }),
    step(inputs, states, { recurrent, recurrentBiases }, keep) {
      const hidden = at(states, 0);
      const product = compute.product(dropped(hidden, keep), at(recurrent, 0));
      const [bias] = recurrentBiases;
      const sums = tf.split(bias === undefined ? product : product.add(bias), 3, 1);
      const update = gate.of(at(inputs, 0).add(at(sums, 0)));
      const reset = gate.of(at(inputs, 1).add(at(sums, 1)));
      const inner = at(sums, 2);
      const candidate = activation.of(at(inputs, 2).add(reset.mul(inner)));
      const gap = hidden.sub(candidate);
      return { states: [candidate.add(update.mul(gap))], kept: { update, reset, candidate, gap, inner } };
    },
    stepBack({ update, reset, candidate, gap, inner }, before, after, transposed, keep) {
      const hidden = at(after, 0);
      const passed = hidden.mul(update);
      const ofCandidate = activation.gradient(candidate, hidden.sub(passed));
      const ofUpdate = gate.gradient(update, hidden.mul(gap));
      const ofReset = gate.gradient(reset, ofCandidate.mul(inner));
      const sums = tf.concat([ofUpdate, ofReset, ofCandidate.mul(reset)], 1);
      return {
        inputs: [ofUpdate, ofReset, ofCandidate],
        products: [[dropped(at(before, 0), keep), sums]],
        states: [passed.add(dropped(compute.product(sums, at(transposed, 0)), keep))],
      };
    },
  };
}

/** Resets before the product, as TF.js has it: g = activation(x·W + b + (r·h)·U); the bias is [3·units]. */
export function gruResetBeforeCell(tf: Tf, units: number, names: GruNames): Cell<Kept> {
  const compute = operations(tf);
  const activation = activationOf(tf, compute, names.activation);
  const gate = activationOf(tf, compute, names.recurrentActivation);
  return {
    units,
    states: 1,
    kept: ['update', 'reset', 'candidate', 'gap', 'inner'],
    arrange: ({ kernel, recurrentKernel, bias }) => ({
      kernels: tf.split(kernel, 3, 1),
      biases: bias === null ? [] : tf.split(bias, 3, 0),
      recurrent: tf.split(recurrentKernel, [2 * units, units], 1),
      recurrentBiases: [],
    }),
    gather: ({ kernels, biases, recurrent }) => ({
      kernel: tf.concat(kernels, 1),
      recurrentKernel: tf.concat(recurrent, 1),
      bias: biases.length === 0 ? null : tf.concat(biases, 0),
    }),
    step(inputs, states, { recurrent }, keep) {
      const hidden = at(states, 0);
      const read = dropped(hidden, keep);
      const sums = tf.split(compute.product(read, at(recurrent, 0)), 2, 1);
      const update = gate.of(at(inputs, 0).add(at(sums, 0)));
      const reset = gate.of(at(inputs, 1).add(at(sums, 1)));
      const inner = reset.mul(read);
      const candidate = activation.of(at(inputs, 2).add(compute.product(inner, at(recurrent, 1))));
      const gap = hidden.sub(candidate);
      return { states: [candidate.add(update.mul(gap))], kept: { update, reset, candidate, gap, inner } };
    },
    stepBack({ update, reset, candidate, gap, inner }, before, after, transposed, keep) {
      const hidden = at(after, 0);
      const passed = hidden.mul(update);
      const ofCandidate = activation.gradient(candidate, hidden.sub(passed));
      const ofInner = compute.product(ofCandidate, at(transposed, 1));
      const ofUpdate = gate.gradient(update, hidden.mul(gap));
      const read = dropped(at(before, 0), keep);
      const ofReset = gate.gradient(reset, ofInner.mul(read));
      const ofGates = tf.concat([ofUpdate, ofReset], 1);
      return {
        inputs: [ofUpdate, ofReset, ofCandidate],
        products: [
          [read, ofGates],
          [inner, ofCandidate],
        ],
        states: [passed.add(dropped(ofInner.mul(reset), keep)).add(dropped(compute.product(ofGates, at(transposed, 0)), keep))],
      };
    },
  };
}
