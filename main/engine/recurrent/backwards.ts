import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';
import { at, type Cell, type CellWeights, type StepGradient } from './cell.ts';
import type { Forwards } from './forwards.ts';
import { operations } from './operations.ts';

type Tensor = tfjs.Tensor;

export interface Backwards extends Omit<Forwards, 'initial'> {
  tape: readonly { before: Tensor[]; kept: Record<string, Tensor> }[];
  /** Of what was answered: outputs, then the last states. */
  gradients: readonly Tensor[];
  sequences: boolean;
}

/** The steps backwards: gradients of the input, of the cut weights and of the states before the first step. */
export function runBackwards(tf: Tf, cell: Cell, { rows, weights, masks, keep, order, tape, gradients, sequences }: Backwards) {
  const outputs = sequences ? order.length : 1;
  const none = tf.zerosLike(at(gradients, 0));
  const transposed = weights.recurrent.map((kernel) => tf.transpose(kernel));
  const ofSteps: StepGradient[] = new Array(order.length);
  let states = Array.from({ length: cell.states }, (_, place) => gradients[outputs + place] ?? null);
  const withOutput = (output: Tensor | undefined): Tensor[] =>
    states.map((state, place) => {
      if (place > 0 || output === undefined) return state ?? none;
      return state === null ? output : state.add(output);
    });
  for (const [step, position] of [...order.entries()].reverse()) {
    const after = withOutput(sequences ? at(gradients, step) : step === order.length - 1 ? at(gradients, 0) : undefined);
    const { before, kept } = at(tape, step);
    const mask = masks === null ? null : at(masks, position);
    const counted = mask === null ? after : after.map((state) => tf.where(mask, state, none));
    const gradient = cell.stepBack(kept, before, counted, transposed, keep);
    ofSteps[position] = gradient;
    states = mask === null ? gradient.states : gradient.states.map((state, place) => state.add(tf.where(mask, none, at(after, place))));
  }
  return { ...ofProducts(tf, ofSteps, rows, weights), initial: states.map((state) => state ?? none) };
}

/** Gradients of the products, for all steps at once. */
function ofProducts(tf: Tf, ofSteps: readonly StepGradient[], rows: Tensor, weights: CellWeights): { rows: Tensor; weights: CellWeights } {
  const compute = operations(tf);
  const allSteps = (pick: (step: StepGradient) => Tensor): Tensor => tf.concat(ofSteps.map(pick), 0);
  const inputs = weights.kernels.map((_, place) => allSteps(({ inputs: each }) => at(each, place)));
  const products = weights.recurrent.map((_, place) => {
    const pick = ({ products: each }: StepGradient) => at(each, place);
    // Where the recurrent product's gradient is the input product's too, one copy serves both.
    const shared = inputs.findIndex((_input, input) => ofSteps.every((step) => at(step.inputs, input) === pick(step)[1]));
    return { left: allSteps((step) => pick(step)[0]), gradient: inputs[shared] ?? allSteps((step) => pick(step)[1]) };
  });
  const [first, ...others] = weights.kernels.map((kernel, place) => compute.product(at(inputs, place), kernel, { b: true }));
  if (first === undefined) throw new RangeError('a cell must have a kernel; got none');
  return {
    rows: others.reduce((sum, other) => sum.add(other), first),
    weights: {
      kernels: inputs.map((gradient) => compute.product(rows, gradient, { a: true })),
      biases: weights.biases.map((_, place) => at(inputs, place).sum(0)),
      recurrent: products.map(({ left, gradient }) => compute.product(left, gradient, { a: true })),
      recurrentBiases: weights.recurrentBiases.map((_, place) => at(products, place).gradient.sum(0)),
    },
  };
}
