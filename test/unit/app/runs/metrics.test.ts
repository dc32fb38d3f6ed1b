import { expect, it } from 'vitest';
import { accuracyOf, classScores, confusionOf, largest, majorityBaseline } from '#app/runs/metrics.ts';

// Actual and predicted classes of ten items; the figures are worked out by hand.
const confusion = confusionOf([0, 0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 0, 0, 1, 1, 1, 0, 1, 1, 0], 4);

it('counts what was taken for what', () => {
  expect(confusion).toEqual([
    [3, 1, 0, 0],
    [1, 2, 0, 0],
    [1, 2, 0, 0],
    [0, 0, 0, 0],
  ]);
});

it('takes the share on the diagonal for accuracy', () => {
  expect([accuracyOf(confusion), accuracyOf(confusionOf([], [], 3))]).toEqual([0.5, 0]);
});

it('scores each class, 0 where there is nothing to divide by', () => {
  expect(classScores(confusion, ['a', 'b', 'c', 'd'])).toEqual([
    { name: 'a', items: 4, precision: 3 / 5, recall: 3 / 4, f1: 6 / 9 },
    { name: 'b', items: 3, precision: 2 / 5, recall: 2 / 3, f1: 4 / 8 },
    { name: 'c', items: 3, precision: 0, recall: 0, f1: 0 },
    { name: 'd', items: 0, precision: 0, recall: 0, f1: 0 },
  ]);
});

it('leaves labels out that are no class', () => {
  expect(confusionOf([-1, 5, 0], [0, 0, -1], 2)).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

it('takes the first of equals for the largest, and never NaN', () => {
  expect([largest([1, 3, 3]), largest([Number.NaN, -2, -1]), largest([]), largest(Float32Array.of(0.1, 0.7, 0.2))]).toEqual([1, 2, 0, 1]);
});

it('judges the majority of training on the items it is asked about', () => {
  expect([majorityBaseline([5, 9, 1], [3, 1, 6]), majorityBaseline([1, 1], [0, 0])]).toEqual([0.1, 0]);
});
