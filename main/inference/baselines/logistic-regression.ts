import { minimise, type Patience, type Smooth } from './minimise.ts';
import type { Rows } from './rows.ts';

/** What it learns from: rows of numbers, a label for each. */
export interface Labelled {
  rows: Rows;
  labels: ArrayLike<number>;
  classes: number;
  /** Columns that a row may have. */
  features: number;
}

/** Ends where the gradient of the mean loss is so small, unless told otherwise: as scikit-learn does. */
const usualTolerance = 1e-4;

/** Two classes need one row of weights: the other one's logits are 0. */
export const outputsOf = (classes: number): number => (classes === 2 ? 1 : classes);

/**
 * Logistic regression with as much regularisation as scikit-learn's LogisticRegression has by default: the least
 * Σ cross-entropy + ½‖weights‖², biases left free, divided by the rows. Its weights lie [features + 1, outputs], the biases last.
 */
export class LogisticRegression {
  readonly #weights: Float64Array;
  readonly #features: number;
  readonly #classes: number;

  private constructor(weights: Float64Array, { features, classes }: Labelled) {
    this.#weights = weights;
    this.#features = features;
    this.#classes = classes;
  }

  static async fit(data: Labelled, patience: Omit<Patience, 'tolerance'> & Partial<Patience>): Promise<LogisticRegression> {
    const size = (data.features + 1) * outputsOf(data.classes);
    return new LogisticRegression(await minimise(size, meanLoss(data), { tolerance: usualTolerance, ...patience }), data);
  }

  /** Probabilities of the classes, row by row. */
  probabilities(rows: Rows): Float64Array {
    const outputs = outputsOf(this.#classes);
    const all = new Float64Array(rows.count * this.#classes);
    const logits = new Float64Array(this.#classes);
    for (let row = 0; row < rows.count; row += 1) {
      logitsOf(rows, row, this.#weights, this.#features, outputs, logits);
      softmax(logits);
      all.set(logits, row * this.#classes);
    }
    return all;
  }
}

/** Logits of a row, those of two classes as [0, z]. */
function logitsOf(rows: Rows, row: number, weights: Float64Array, features: number, outputs: number, logits: Float64Array): void {
  const end = rows.starts[row + 1] ?? 0;
  if (outputs === 1) {
    let logit = weights[features] ?? 0;
    for (let at = rows.starts[row] ?? 0; at < end; at += 1) logit += (rows.values[at] ?? 0) * (weights[rows.columns[at] ?? 0] ?? 0);
    logits[0] = 0;
    logits[1] = logit;
    return;
  }
  for (let output = 0; output < outputs; output += 1) logits[output] = weights[features * outputs + output] ?? 0;
  for (let at = rows.starts[row] ?? 0; at < end; at += 1) {
    const base = (rows.columns[at] ?? 0) * outputs;
    const value = rows.values[at] ?? 0;
    for (let output = 0; output < outputs; output += 1) logits[output] = (logits[output] ?? 0) + value * (weights[base + output] ?? 0);
  }
}

/** Adds what a row says of the weights: its counts times `wrong`, probability − truth of each output. */
function addSlope(rows: Rows, row: number, wrong: Float64Array, gradient: Float64Array): void {
  const outputs = wrong.length;
  const end = rows.starts[row + 1] ?? 0;
  const [only = 0] = wrong;
  for (let at = rows.starts[row] ?? 0; at < end; at += 1) {
    const base = (rows.columns[at] ?? 0) * outputs;
    const value = rows.values[at] ?? 0;
    if (outputs === 1) gradient[base] = (gradient[base] ?? 0) + value * only;
    else
      for (let output = 0; output < outputs; output += 1)
        gradient[base + output] = (gradient[base + output] ?? 0) + value * (wrong[output] ?? 0);
  }
  const bias = gradient.length - outputs;
  for (let output = 0; output < outputs; output += 1) gradient[bias + output] = (gradient[bias + output] ?? 0) + (wrong[output] ?? 0);
}

/** In place; returns the logarithm of what it divides by. */
function softmax(logits: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const logit of logits) most = Math.max(most, logit);
  let sum = 0;
  for (let i = 0; i < logits.length; i += 1) {
    const power = Math.exp((logits[i] ?? 0) - most);
    logits[i] = power;
    sum += power;
  }
  for (let i = 0; i < logits.length; i += 1) logits[i] = (logits[i] ?? 0) / sum;
  return most + Math.log(sum);
}

/** The mean over the rows of cross-entropy and regularisation; its gradient is that of softmax, probability − truth. */
function meanLoss({ rows, labels, classes, features }: Labelled): Smooth {
  const outputs = outputsOf(classes);
  const logits = new Float64Array(classes);
  const wrong = logits.subarray(classes - outputs);
  return (weights, gradient) => {
    gradient.fill(0);
    let loss = 0;
    for (let row = 0; row < rows.count; row += 1) {
      logitsOf(rows, row, weights, features, outputs, logits);
      const label = labels[row] ?? 0;
      const truth = logits[label] ?? 0;
      loss += softmax(logits) - truth;
      logits[label] = (logits[label] ?? 0) - 1;
      addSlope(rows, row, wrong, gradient);
    }
    let squares = 0;
    for (let i = 0; i < features * outputs; i += 1) {
      const weight = weights[i] ?? 0;
      squares += weight * weight;
      gradient[i] = (gradient[i] ?? 0) + weight;
    }
    for (let i = 0; i < gradient.length; i += 1) gradient[i] = (gradient[i] ?? 0) / rows.count;
    return (loss + squares / 2) / rows.count;
  };
}
