import type * as tfjs from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { HeadSettings } from '#app/graph/head.ts';
import { figureOf } from '#app/runs/measure.ts';
import type { Batch } from '#main/engine/engine.ts';
import { headStep } from '#main/engine/heads/head-step.ts';
import { headFor } from '#main/engine/heads/index.ts';
import { tf } from '#main/engine/tfjs.ts';
import { drawn } from '#test/helpers/drawn.ts';

/** A class of three, two numbers and two labels of five items. */
const size = 5;
const numbers: HeadSettings = { kind: 'numbers', loss: 'mse', units: [2, 50] };
const heads = [
  { head: { kind: 'softmax' }, logits: 3, answers: 1 },
  { head: numbers, logits: 2, answers: 2 },
  { head: { kind: 'labels' }, logits: 2, answers: 2 },
] as const satisfies { head: HeadSettings; logits: number; answers: number }[];
const several = headFor({ kind: 'several', heads });
const missing = Number.NaN;
const classes = [2, 0, missing, 1, 1];
const told = [
  [0.5, -1],
  [1, missing],
  [0, 2],
  [-2, 0.25],
  [1.5, 1],
];
const marks = [
  [1, 0],
  [0, missing],
  [1, 1],
  [0, 0],
  [1, 0],
];
const answers = Float32Array.from(classes.flatMap((place, row) => [place, ...(told[row] ?? []), ...(marks[row] ?? [])]));
const logits = drawn(3)
  .floats(size * 7)
  .map((value) => value * 3);
const weights = Float32Array.of(1, 0.5, 2, 1, 3);

const read = (compute: () => tfjs.Tensor) => tf.tidy(() => compute().dataSync());
const column = (from: number, width: number) =>
  Float32Array.from({ length: size * width }, (_, at) => logits[Math.floor(at / width) * 7 + from + (at % width)] ?? 0);
const x = () => tf.tensor2d(logits, [size, 7]);
const y = () => tf.tensor2d(answers, [size, 5]);

/** The mean over the items whose class is known, which a head of classes alone is not asked to leave out. */
function classLoss(weighted: boolean): number {
  const own = column(0, 3);
  let [sum, known] = [0, 0];
  for (const [row, place] of classes.entries()) {
    if (Number.isNaN(place)) continue;
    const row3 = [...own.subarray(row * 3, row * 3 + 3)];
    const all = Math.log(row3.reduce((total, value) => total + Math.exp(value), 0));
    sum += (all - (row3[place] ?? 0)) * (weighted ? (weights[row] ?? 1) : 1);
    known += 1;
  }
  return sum / known;
}
const alone = (settings: HeadSettings, from: number, width: number, right: number[][], weighted: boolean): number => {
  const head = headFor(settings);
  const given = [tf.tensor2d(column(from, width), [size, width]), tf.tensor2d(right), weighted ? tf.tensor1d(weights) : null] as const;
  return read(() => head.loss(tf, ...given))[0] ?? Number.NaN;
};

describe('several heads', () => {
  beforeAll(() => tf.setBackend('cpu'));

  it.each([false, true])('lose the sum of what each loses by itself, weighted: %s', (weighted) => {
    const sum = classLoss(weighted) + alone(numbers, 3, 2, told, weighted) + alone({ kind: 'labels' }, 5, 2, marks, weighted);
    const loss = read(() => several.loss(tf, x(), y(), weighted ? tf.tensor1d(weights) : null))[0];
    expect(loss).toBeCloseTo(sum, 4);
    expect(sum).toBeGreaterThan(1);
  });

  it('pass back the slope of that sum, and nothing from answers that do not count', () => {
    const gradient = read(() => tf.grad((at) => several.loss(tf, at, y(), tf.tensor1d(weights)))(x()));
    const lossAt = (moved: Float32Array) =>
      read(() => several.loss(tf, tf.tensor2d(moved, [size, 7]), y(), tf.tensor1d(weights)))[0] ?? Number.NaN;
    for (const place of logits.keys()) {
      const by = (step: number) => lossAt(logits.with(place, (logits[place] ?? 0) + step));
      expect(gradient[place], `logit ${place}`).toBeCloseTo((by(1e-2) - by(-1e-2)) / 2e-2, 2);
    }
    // The class of the third item, the second number and the second label of the second.
    expect([14, 15, 16, 11, 13].map((place) => Math.abs(gradient[place] ?? Number.NaN))).toEqual([0, 0, 0, 0, 0]);
  });

  it('answer each what it answers alone, side by side', () => {
    const [outputs] = several.outputs(tf, x());
    const rows = outputs.arraySync() as number[][]; // [size, 7]
    for (const [row, own] of rows.entries()) {
      expect(own.slice(0, 3).reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 5);
      expect(own.slice(3, 5)).toEqual([...logits.subarray(row * 7 + 3, row * 7 + 5)]);
      expect(own[5]).toBeCloseTo(1 / (1 + Math.exp(-(logits[row * 7 + 5] ?? 0))), 5);
    }
  });

  const batch: Batch = { inputs: new Float32Array(size), shape: [size, 1], answers, weights };
  const judgedOf = () => {
    const [outputs, judged = outputs] = several.outputs(tf, x());
    return judged.dataSync();
  };

  it('judge what was read as tensors, and tell the figure of each', () => {
    const metrics = several.judge(judgedOf(), batch);
    expect(metrics.loss).toBeCloseTo(read(() => several.loss(tf, x(), y(), tf.tensor1d(weights)))[0] ?? Number.NaN, 4);
    expect(figureOf(metrics)).toBeCloseTo(read(() => several.figure(tf, x(), y()))[0] ?? Number.NaN, 5);
    const best = classes.map((_, row) => {
      const own = [...column(0, 3).subarray(row * 3, row * 3 + 3)];
      return own.indexOf(Math.max(...own));
    });
    const right = classes.filter((place, row) => place === best[row]).length / 4;
    const off = told.flatMap((row, item) =>
      row.map((value, at) => Math.abs((logits[item * 7 + 3 + at] ?? 0) - value) * ([2, 50][at] ?? 0)),
    );
    const known = off.filter((each) => !Number.isNaN(each));
    expect(metrics.heads?.[0]).toBeCloseTo(right, 6);
    expect(metrics.heads?.[1]).toBeCloseTo(known.reduce((sum, each) => sum + each, 0) / known.length, 3);
    expect(metrics.heads).toHaveLength(3);
  });

  it('one of them is judged as if there were no other', async () => {
    const asked: Batch[] = [];
    const step = {
      async evaluate(given: Batch) {
        asked.push(given);
        const [outputs] = several.outputs(tf, x());
        return { ...several.judge(judgedOf(), given), outputs: Float32Array.from(outputs.dataSync()) };
      },
    };
    const all = { outputs: 7, answered: 5 };
    const own = headStep(step, { outputs: { from: 3, width: 2 }, answered: { from: 1, width: 2 }, all });
    const {
      outputs,
      heads: none,
      ...metrics
    } = await own.evaluate({ ...batch, weights: undefined, answers: Float32Array.from(told.flat()) });
    expect([...outputs]).toEqual([...column(3, 2)]);
    expect(none).toBeUndefined();
    expect(metrics).toMatchObject({ accuracy: null, loss: expect.closeTo(alone(numbers, 3, 2, told, false), 4) });
    const ofClass = headStep(step, { outputs: { from: 0, width: 3 }, answered: { from: 0, width: 1 }, all });
    const judged = await ofClass.evaluate({
      ...batch,
      weights: undefined,
      answers: Int32Array.from(classes, (place) => (Number.isNaN(place) ? -1 : place)),
    });
    expect(judged).toMatchObject({ error: null, loss: expect.closeTo(classLoss(false), 4) });
    expect([...(asked[1]?.answers ?? [])].filter((answer) => !Number.isNaN(answer))).toEqual([2, 0, 1, 1]);
  });
});
