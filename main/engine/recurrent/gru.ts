import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';
import { activationOf } from './activations.ts';
import { at, type Cell } from './cell.ts';
import { operations } from './operations.ts';

export interface GruNames {
  activation: string;
  recurrentActivation: string;
}

/** What a step keeps: its gates, together and one by one, the candidate, how far the state is from it, and what was reset. */
type Kept = 'gates' | 'update' | 'reset' | 'candidate' | 'gap' | 'inner';

/*
 * h′ = z·h + (1 − z)·g, with the gates z (update) and r (reset) from the recurrent activation and the candidate g from the
 * activation (https://keras.io/api/layers/recurrent_layers/gru/). The layer's columns are z, r, g. The input is multiplied
 * for the two gates and for the candidate apart, so that no step has to cut its products.
 */

/** Resets after the product, as Keras and PyTorch have it: g = activation(x·W + b + r·(h·U + b′)); the bias is [2, 3·units]. */
export function gruResetAfterCell(tf: Tf, units: number, names: GruNames): Cell<Kept> {
  const compute = operations(tf);
  const activation = activationOf(tf, compute, names.activation, units);
  const gate = activationOf(tf, compute, names.recurrentActivation, units);
  return {
    units,
    states: 1,
    kept: ['gates', 'update', 'reset', 'candidate', 'gap', 'inner'],
    arrange({ kernel, recurrentKernel, bias }) {
      const rows = bias === null ? [] : tf.unstack(bias);
      return {
        kernels: columns(tf, kernel, units),
        biases: rows[0] === undefined ? [] : columns(tf, rows[0], units),
        recurrent: [recurrentKernel],
        recurrentBiases: rows[1] === undefined ? [] : [rows[1]],
      };
    },
    gather: ({ kernels, biases, recurrent, recurrentBiases }) => ({
      kernel: tf.concat(kernels, 1),
      recurrentKernel: at(recurrent, 0),
      bias: biases.length === 0 ? null : tf.stack([tf.concat(biases, 0), at(recurrentBiases, 0)]),
    }),
    step(inputs, states, { recurrent, recurrentBiases }) {
      const hidden = at(states, 0);
      const product = compute.product(hidden, at(recurrent, 0));
      const [bias] = recurrentBiases;
      const sums = columns(tf, bias === undefined ? product : product.add(bias), units);
      const inner = at(sums, 1);
      const gates = gate.of(at(inputs, 0).add(at(sums, 0)));
      const each = tf.split(gates, 2, 1);
      const [update, reset] = [at(each, 0), at(each, 1)];
      const candidate = activation.of(at(inputs, 1).add(reset.mul(inner)));
      const gap = hidden.sub(candidate);
      return { states: [candidate.add(update.mul(gap))], kept: { gates, update, reset, candidate, gap, inner } };
    },
    stepBack({ gates, update, reset, candidate, gap, inner }, before, after, { recurrent }) {
      const hidden = at(after, 0);
      const passed = hidden.mul(update);
      const ofCandidate = activation.gradient(candidate, hidden.sub(passed));
      const ofGates = gate.gradient(gates, tf.concat([hidden.mul(gap), ofCandidate.mul(inner)], 1));
      const sums = tf.concat([ofGates, ofCandidate.mul(reset)], 1);
      return {
        inputs: [ofGates, ofCandidate],
        products: [[at(before, 0), sums]],
        states: [passed.add(compute.product(sums, at(recurrent, 0), { b: true }))],
      };
    },
  };
}

/** Resets before the product, as TF.js has it: g = activation(x·W + b + (r·h)·U); the bias is [3·units]. */
export function gruResetBeforeCell(tf: Tf, units: number, names: GruNames): Cell<Kept> {
  const compute = operations(tf);
  const activation = activationOf(tf, compute, names.activation, units);
  const gate = activationOf(tf, compute, names.recurrentActivation, units);
  return {
    units,
    states: 1,
    kept: ['gates', 'update', 'reset', 'candidate', 'gap', 'inner'],
    arrange: ({ kernel, recurrentKernel, bias }) => ({
      kernels: columns(tf, kernel, units),
      biases: bias === null ? [] : columns(tf, bias, units),
      recurrent: columns(tf, recurrentKernel, units),
      recurrentBiases: [],
    }),
    gather: ({ kernels, biases, recurrent }) => ({
      kernel: tf.concat(kernels, 1),
      recurrentKernel: tf.concat(recurrent, 1),
      bias: biases.length === 0 ? null : tf.concat(biases, 0),
    }),
    step(inputs, states, { recurrent }) {
      const hidden = at(states, 0);
      const gates = gate.of(at(inputs, 0).add(compute.product(hidden, at(recurrent, 0))));
      const each = tf.split(gates, 2, 1);
      const [update, reset] = [at(each, 0), at(each, 1)];
      const inner = reset.mul(hidden);
      const candidate = activation.of(at(inputs, 1).add(compute.product(inner, at(recurrent, 1))));
      const gap = hidden.sub(candidate);
      return { states: [candidate.add(update.mul(gap))], kept: { gates, update, reset, candidate, gap, inner } };
    },
    stepBack({ gates, update, reset, candidate, gap, inner }, before, after, { recurrent }) {
      const hidden = at(after, 0);
      const passed = hidden.mul(update);
      const ofCandidate = activation.gradient(candidate, hidden.sub(passed));
      const ofInner = compute.product(ofCandidate, at(recurrent, 1), { b: true });
      const ofGates = gate.gradient(gates, tf.concat([hidden.mul(gap), ofInner.mul(at(before, 0))], 1));
      return {
        inputs: [ofGates, ofCandidate],
        products: [
          [at(before, 0), ofGates],
          [inner, ofCandidate],
        ],
        states: [passed.add(ofInner.mul(reset)).add(compute.product(ofGates, at(recurrent, 0), { b: true }))],
      };
    },
  };
}

/** The columns of the two gates, and those of the candidate. */
const columns = (tf: Tf, tensor: tfjs.Tensor, units: number): tfjs.Tensor[] => tf.split(tensor, [2 * units, units], tensor.rank - 1);
