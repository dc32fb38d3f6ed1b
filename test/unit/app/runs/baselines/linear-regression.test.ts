import { expect, it } from 'vitest';
import { answerLinear, fitLinear } from '#app/runs/baselines/linear-regression.ts';
import { furthest } from '#test/helpers/close.ts';
import { drawn } from '#test/helpers/drawn.ts';

const nan = Number.NaN;
const column = (seed: number, rows = 60) => Float64Array.from(drawn(seed).floats(rows));
const [one, other] = [column(1), column(2)];
const target = one.map((value, row) => 3 * value - 2 * (other[row] ?? 0) + 7);

it('finds the line that made the data', () => {
  const { outputs, heldBack } = fitLinear([one, other], [target, one]);
  expect(furthest(outputs[0]?.weights ?? [], [3, -2])).toBeLessThan(1e-13);
  expect(outputs[0]?.intercept).toBeCloseTo(7, 13);
  expect(furthest([...(outputs[1]?.weights ?? []), outputs[1]?.intercept ?? 9], [1, 0, 0])).toBeLessThan(1e-13);
  expect(heldBack).toEqual([]);
});

it('leaves rows out that lack an input or a target, and answers NaN where an input is missing', () => {
  const [holes, lacking] = [one.slice(), target.slice()];
  [holes[3], lacking[5]] = [nan, nan];
  const model = fitLinear([holes, other], [lacking]);
  expect(furthest(model.outputs[0]?.weights ?? [], [3, -2])).toBeLessThan(1e-13);
  const [answers = new Float64Array()] = answerLinear(model, [holes, other]);
  expect(
    furthest(
      answers,
      target.map((value, row) => (row === 3 ? nan : value)),
    ),
  ).toBeLessThan(1e-13);
});

it('holds inputs back that others tell or that are constant, says which, and answers as well', () => {
  const sum = one.map((value, row) => value + 5 * (other[row] ?? 0));
  const constant = new Float64Array(60).fill(1e9 + 0.1);
  const inputs = [one, constant, other, sum];
  const model = fitLinear(inputs, [target]);
  expect(model.heldBack).toEqual([1, 3]);
  expect(furthest(answerLinear(model, inputs)[0] ?? [], target)).toBeLessThan(1e-12);
  expect(model.outputs[0]?.weights.every((weight) => Math.abs(weight) < 10)).toBe(true);
});

it('holds none back that is small beside the others, or far from 0', () => {
  const [small, far] = [other.map((value) => value * 1e-9), one.map((value) => value + 1e6)];
  const model = fitLinear([far, small], [target]);
  expect(model.heldBack).toEqual([]);
  expect(furthest(answerLinear(model, [far, small])[0] ?? [], target)).toBeLessThan(1e-8);
});

it('goes through all rows where there are fewer than inputs', () => {
  const inputs = [3, 4, 5, 6, 7].map((seed) => column(seed, 3));
  const model = fitLinear(inputs, [Float64Array.of(1, -4, 9)]);
  expect(model.heldBack).toHaveLength(3);
  expect(furthest(answerLinear(model, inputs)[0] ?? [], [1, -4, 9])).toBeLessThan(1e-9);
});

it('answers the constant where the target is one', () => {
  expect(answerLinear(fitLinear([one], [new Float64Array(60).fill(4)]), [Float64Array.of(100)])[0]?.[0]).toBeCloseTo(4, 9);
});

it('says so where no row is whole', () => {
  expect(() => fitLinear([Float64Array.of(1, nan)], [Float64Array.of(nan, 2)])).toThrow('got none in 2 rows');
});
