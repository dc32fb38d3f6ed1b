import { expect, it } from 'vitest';
import { accuracyOf, classScores, confusionOf, largest, macroF1, majorityBaseline, rocAuc } from '#app/runs/metrics.ts';

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

it('averages F1 over the classes that were there or were answered, each counting the same', () => {
  expect(macroF1(confusion)).toBeCloseTo((6 / 9 + 4 / 8 + 0) / 3, 12);
  // Nobody is of the third class, and yet it is answered.
  expect(macroF1(confusionOf([0, 1], [0, 2], 3))).toBeCloseTo(1 / 3, 12);
  expect(macroF1(confusionOf([], [], 2))).toBe(0);
});

it('takes for the area under the ROC curve how many pairs stand in the right order, ties counting half', () => {
  // Pairs (positive, negative): 0.35 > 0.1 yes, 0.35 > 0.4 no, 0.8 > 0.1 yes, 0.8 > 0.4 yes.
  expect(rocAuc([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBe(3 / 4);
  expect(rocAuc([0.5, 0.5, 0.5], [true, false, false])).toBe(1 / 2);
  // 2 = 2 counts half, 2 > 1, 3 > 2, 3 > 1.
  expect(rocAuc([2, 3, 2, 1], [true, true, false, false])).toBe(3.5 / 4);
  expect(rocAuc([0.9, 0.1], [false, true])).toBe(0);
});

it('has no ROC curve where all are of one class', () => {
  expect([rocAuc([0.1, 0.2], [true, true]), rocAuc([0.1], [false]), rocAuc([], [])]).toEqual([null, null, null]);
});
