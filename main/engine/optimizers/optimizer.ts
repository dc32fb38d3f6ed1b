import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';

/** A weight or slot under the name it has in a checkpoint. */
export interface NamedVariable {
  name: string;
  variable: tfjs.Variable;
}

/** How one weight moves against its gradient. S names what the rule remembers of it from step to step: its slots. */
export interface Rule<S extends string = never> {
  readonly slots: readonly S[];
  /** What a step's learning rate is corrected to; `step` counts from 1 over the whole run. */
  rate(learningRate: number, step: number): number;
  /** Assigns the weight and its slots. */
  update(weight: tfjs.Variable, gradient: tfjs.Tensor, slots: Record<S, tfjs.Variable>, rate: tfjs.Scalar): void;
}

/** A rule at work on a model's weights. */
export interface Optimizer {
  /** The rate that apply() is to be given at this step, counted from 1 over the whole run. */
  rate(learningRate: number, step: number): number;
  /** Moves every weight once; `gradients` are by the name of the tf.Variable. */
  apply(gradients: tfjs.NamedTensorMap, rate: tfjs.Scalar): void;
  /** All it remembers, as weight/slot. */
  readonly slots: readonly NamedVariable[];
  dispose(): void;
}

/** Sets a rule to work: every weight gets the rule's slots, zero at first. */
export function createOptimizer<S extends string>(tf: Tf, weights: readonly NamedVariable[], rule: Rule<S>): Optimizer {
  const rows = weights.map(({ name, variable }) => {
    const made = rule.slots.map((slot) => [slot, tf.tidy(() => tf.variable(tf.zeros(variable.shape), false))] as const);
    // The entries are exactly the rule's slots, which is what S lists.
    return { name, variable, slots: Object.fromEntries(made) as Record<S, tfjs.Variable> };
  });
  const slots = rows.flatMap((row) => rule.slots.map((slot) => ({ name: `${row.name}/${slot}`, variable: row.slots[slot] })));
  return {
    slots,
    rate: rule.rate,
    apply(gradients, rate) {
      for (const row of rows) {
        const gradient = gradients[row.variable.name];
        if (gradient === undefined) throw new Error(`the weight ${row.name} got no gradient`);
        tf.tidy(() => rule.update(row.variable, gradient, row.slots, rate));
      }
    },
    dispose() {
      for (const { variable } of slots) variable.dispose();
    },
  };
}
