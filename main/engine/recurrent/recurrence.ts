import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';
import { runBackwards } from './backwards.ts';
import { at, type Cell, type CellWeights, type LayerWeights } from './cell.ts';
import { runForwards } from './forwards.ts';

type Tensor = tfjs.Tensor;

/** One call of a recurrent layer. */
export interface Call {
  /** [batch, steps, features]. */
  input: Tensor;
  /** The same, step by step: [steps·batch, features]; null where nobody has it so. */
  rows: Tensor | null;
  weights: LayerWeights;
  /** States before the first step, [batch, units] each; null: zeros. */
  initial: Tensor[] | null;
  /** Steps that count, [batch, steps]; the others repeat the states before them. Null: all. */
  mask: Tensor | null;
  /** What the state is multiplied by on its way into each step, [batch, units]: 0 where it is dropped. Null: 1. */
  keep: Tensor | null;
  /** From the last step to the first. */
  backwards: boolean;
  /** Whether each step's output is wanted, or the last one's alone. */
  sequences: boolean;
  /** Whether the last states are wanted too. */
  states: boolean;
}

export interface Result {
  /** [batch, steps, units] in the order in which the steps ran, or [batch, units]. */
  output: Tensor;
  /** The output step by step: [steps·batch, units], or [batch, units]. */
  rows: Tensor;
  /** [batch, units] each; empty where they are not wanted. */
  states: Tensor[];
}

/**
 * Runs a cell over all steps, with a gradient of its own: the input is multiplied once for all steps, and so are the
 * gradients of the weights; what is left to each step is what the step before decides.
 */
export function recur(tf: Tf, cell: Cell, call: Call): Result {
  const [batch = 0, steps = 0, features = 0] = call.input.shape;
  const { units } = cell;
  const rows = call.rows ?? tf.transpose(call.input, [1, 0, 2]).reshape([steps * batch, features]); // [steps·batch, features]
  const masks = call.mask === null ? null : masksOf(tf, call.mask, units); // [batch, units] a step
  const kept = call.keep === null ? [] : [call.keep];
  const { kernel, recurrentKernel, bias } = call.weights;
  const weights = [kernel, recurrentKernel, ...(bias === null ? [] : [bias])];
  const arranged = (list: readonly Tensor[]): CellWeights =>
    cell.arrange({ kernel: at(list, 0), recurrentKernel: at(list, 1), bias: bias === null ? null : at(list, 2) });
  // The step that runs first comes first.
  const order = Array.from({ length: steps }, (_, step) => (call.backwards ? steps - 1 - step : step));

  // customGrad hands over the tensors and, behind them, what keeps some for the gradient.
  const run = tf.customGrad((...given) => {
    const save = given.pop() as tfjs.GradSaveFunc;
    const inputs = given as Tensor[];
    const forward = runForwards(tf, cell, {
      rows: at(inputs, 0),
      weights: arranged(inputs.slice(1, 1 + weights.length)),
      initial: call.initial === null ? zeros(tf, cell, batch) : inputs.slice(1 + weights.length),
      masks,
      keep: call.keep,
      order,
    });
    const answered = [...(call.sequences ? forward.outputs : forward.outputs.slice(-1)), ...(call.states ? forward.last : [])];
    save([at(inputs, 0), ...inputs.slice(1, 1 + weights.length), ...(masks ?? []), ...kept, ...forward.tape.flat()]);
    return {
      value: answered.length === 1 ? at(answered, 0) : tf.concat(answered, 0),
      gradFunc: (gradient, saved) => {
        const take = taker(saved);
        const [input, held, heldMasks] = [at(take(1), 0), take(weights.length), masks === null ? null : take(steps)];
        const [keep = null] = take(kept.length);
        const tape = order.map(() => ({ before: take(cell.states), kept: named(cell, take(cell.kept.length)) }));
        const backward = runBackwards(tf, cell, {
          rows: input,
          weights: arranged(held),
          masks: heldMasks,
          keep,
          order,
          tape,
          gradients: answered.length === 1 ? [gradient] : tf.split(gradient, answered.length, 0),
          sequences: call.sequences,
        });
        const gathered = cell.gather(backward.weights);
        return [
          backward.rows,
          gathered.kernel,
          gathered.recurrentKernel,
          ...(gathered.bias === null ? [] : [gathered.bias]),
          ...(call.initial === null ? [] : backward.initial),
        ];
      },
    };
  });
  const parts = run(rows, ...weights, ...(call.initial ?? []));
  const outputs = call.sequences ? steps : 1;
  const last = call.states ? tf.split(parts, outputs + cell.states, 0).slice(outputs) : [];
  const output = call.states ? parts.slice([0, 0], [outputs * batch, units]) : parts;
  const shaped = call.sequences ? output.reshape([steps, batch, units]).transpose([1, 0, 2]) : output;
  return { output: shaped, rows: output, states: last };
}

const zeros = (tf: Tf, cell: Cell, batch: number): Tensor[] => Array.from({ length: cell.states }, () => tf.zeros([batch, cell.units]));

/** For each step which states it may change, [batch, units] bool. */
function masksOf(tf: Tf, mask: Tensor, units: number): Tensor[] {
  const [batch = 0, steps = 0] = mask.shape;
  const byStep = tf.cast(mask, 'bool').transpose().reshape([steps, batch, 1]);
  return tf.unstack(tf.tile(byStep, [1, 1, units]));
}

/** Hands out a list bit by bit. */
function taker(list: readonly Tensor[]): (count: number) => Tensor[] {
  let next = 0;
  return (count) => {
    next += count;
    return list.slice(next - count, next);
  };
}

/** What a step kept, by its names. */
const named = (cell: Cell, kept: readonly Tensor[]): Record<string, Tensor> =>
  Object.fromEntries(cell.kept.map((name, place) => [name, at(kept, place)]));
