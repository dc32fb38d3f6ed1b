import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';
import { at, type Cell, type CellWeights } from './cell.ts';
import { operations } from './operations.ts';

type Tensor = tfjs.Tensor;

/** What the steps are run on. */
export interface Forwards {
  /** [steps·batch, features], step by step. */
  rows: Tensor;
  weights: CellWeights;
  initial: Tensor[];
  /** For each step which states it may change, [batch, units] bool; null: all. */
  masks: readonly Tensor[] | null;
  /** What the state is multiplied by on its way into a step, [batch, units]; null: 1. */
  keep: Tensor | null;
  /** Positions in time, in the order in which they run. */
  order: readonly number[];
}

/** The steps, and what their gradients need: for each that ran, the states before it and what it kept. */
export function runForwards(tf: Tf, cell: Cell, { rows, weights, initial, masks, keep, order }: Forwards) {
  const compute = operations(tf);
  const products = weights.kernels.map((kernel, place) => {
    const product = compute.product(rows, kernel);
    const bias = weights.biases[place];
    return tf.split(bias === undefined ? product : product.add(bias), order.length, 0);
  });
  const outputs: Tensor[] = [];
  const tape: Tensor[][] = [];
  let states = initial;
  for (const position of order) {
    const before = states;
    const step = cell.step(
      products.map((product) => at(product, position)),
      before,
      weights,
      keep,
    );
    tape.push([...before, ...cell.kept.map((name) => step.kept[name] as Tensor)]); // a cell keeps what it names
    states = masks === null ? step.states : step.states.map((after, place) => tf.where(at(masks, position), after, at(before, place)));
    outputs.push(at(states, 0));
  }
  return { outputs, last: states, tape };
}
