import type { StepSettings, Tf } from '../engine.ts';
import { adam } from './adam.ts';
import { createOptimizer, type NamedVariable, type Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { momentumSgd, plainSgd } from './sgd.ts';

/** The optimizer that a run asked for, at work on these weights. */
export function optimizerFor(tf: Tf, weights: readonly NamedVariable[], settings: StepSettings): Optimizer {
  switch (settings.optimizer) {
    case 'adam':
      return createOptimizer(tf, weights, adam);
    case 'rmsprop':
      return createOptimizer(tf, weights, rmsprop);
    case 'sgd':
      return settings.momentum === 0
        ? createOptimizer(tf, weights, plainSgd)
        : createOptimizer(tf, weights, momentumSgd(settings.momentum));
  }
}
