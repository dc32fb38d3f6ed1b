import type { HeadSettings } from '#app/graph/head.ts';
import type { Answers, Batch } from '#main/engine/engine.ts';
import { drawn } from './drawn.ts';

/** A head with a batch for it: logits [size, width] row by row, answers with some that do not count, and weights. */
export interface HeadCase {
  name: string;
  settings: HeadSettings;
  size: number;
  logits: Float32Array;
  answers: Answers;
  weights: Float32Array;
}

const size = 6;
const shares = [0.1, 0.5, 0.9];
const units = [2, 50];

/** Every head of numbers and labels; logits lie in and beyond what Huber's loss squares. */
export const headCases: readonly HeadCase[] = [
  { name: 'labels', settings: { kind: 'labels' }, ...drawnFor(3, 3, true) },
  { name: 'mean squared error', settings: { kind: 'numbers', loss: 'mse', units }, ...drawnFor(2, 2) },
  { name: 'mean absolute error', settings: { kind: 'numbers', loss: 'mae', units }, ...drawnFor(2, 2) },
  { name: 'Huber', settings: { kind: 'numbers', loss: 'huber' }, ...drawnFor(2, 2) },
  { name: 'quantiles', settings: { kind: 'quantiles', shares, units }, ...drawnFor(2, 6) },
];

function drawnFor(answers: number, logits: number, zeroOrOne = false): Omit<HeadCase, 'name' | 'settings'> {
  const random = drawn(answers * 10 + logits);
  const given = random.floats(size * answers).map((value) => (zeroOrOne ? Number(value > 0) : value));
  given.set([Number.NaN], 1);
  given.set([Number.NaN], answers + 1);
  return {
    size,
    logits: random.floats(size * logits).map((value) => value * 3),
    answers: given,
    weights: Float32Array.from({ length: size }, (_, item) => 0.5 + item / 4),
  };
}

/** The case as a batch whose inputs do not matter. */
export const batchOf = ({ size: items, answers, weights }: HeadCase): Batch => ({
  inputs: new Float32Array(items),
  shape: [items, 1],
  answers,
  weights,
});
