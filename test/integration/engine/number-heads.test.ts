import type * as tfjs from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { figureOf } from '#app/runs/measure.ts';
import { headFor } from '#main/engine/heads/index.ts';
import { tf } from '#main/engine/tfjs.ts';
import { batchOf, type HeadCase, headCases } from '#test/helpers/heads.ts';

const read = (compute: () => tfjs.Tensor) => tf.tidy(() => compute().dataSync());
const tensors = ({ size, logits, answers, weights }: HeadCase) =>
  [tf.tensor(logits, [size, logits.length / size]), tf.tensor(answers, [size, answers.length / size]), tf.tensor1d(weights)] as const;

describe.each(headCases)('the head of $name', (given) => {
  beforeAll(() => tf.setBackend('cpu'));
  const head = headFor(given.settings);
  const lossAt = (logits: Float32Array) => {
    const [, answers, weights] = tensors(given);
    return read(() => head.loss(tf, tf.tensor(logits, [given.size, logits.length / given.size]), answers, weights))[0] ?? Number.NaN;
  };

  it('has the slope that its loss has between two near points', () => {
    const [x, y, w] = tensors(given);
    const gradient = read(() => tf.grad((at) => head.loss(tf, at, y, w))(x));
    for (const place of given.logits.keys()) {
      const step = 1e-2;
      const moved = (by: number) => lossAt(given.logits.with(place, (given.logits[place] ?? 0) + by));
      expect(gradient[place], `logit ${place}`).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 3);
    }
    expect(gradient.some((slope) => Math.abs(slope) > 0.01)).toBe(true);
  });

  it('passes nothing back from answers that do not count', () => {
    const [x, y, w] = tensors(given);
    const gradient = read(() => tf.grad((at) => head.loss(tf, at, y, w))(x));
    const columns = given.logits.length / given.answers.length;
    for (const [place, answer] of given.answers.entries()) {
      const slopes = gradient.slice(place * columns, (place + 1) * columns);
      expect(slopes.every((slope) => slope === 0)).toBe(Number.isNaN(answer));
    }
  });

  it('judges what was read as it does tensors', () => {
    const [x, y, w] = tensors(given);
    const [outputs, judged = outputs] = head.outputs(tf, x);
    const metrics = head.judge(judged.dataSync(), batchOf(given));
    expect(metrics.loss).toBeCloseTo(read(() => head.loss(tf, x, y, w))[0] ?? Number.NaN, 5);
    expect(figureOf(metrics)).toBeCloseTo(read(() => head.figure(tf, x, y))[0] ?? Number.NaN, 4);
    expect(metrics[head.measure]).not.toBeNull();
  });

  it('is 0 where nothing counts', () => {
    const [x] = tensors(given);
    const none = tf.fill([given.size, given.answers.length / given.size], Number.NaN);
    expect([read(() => head.loss(tf, x, none, null))[0], read(() => head.figure(tf, x, none))[0]]).toEqual([0, 0]);
  });
});

describe('worked by hand', () => {
  beforeAll(() => tf.setBackend('cpu'));
  const of = (settings: HeadCase['settings'], logits: number[][], answers: number[][]) => {
    const head = headFor(settings);
    const [x, y] = [tf.tensor2d(logits), tf.tensor2d(answers)];
    return [read(() => head.loss(tf, x, y, null))[0] ?? Number.NaN, read(() => head.figure(tf, x, y))[0] ?? Number.NaN];
  };
  const missing = Number.NaN;

  it('squares, takes or bends what answers are off, and tells it in the unit of each number', () => {
    const [logits, answers] = [
      [
        [1, 5],
        [0, 2],
      ],
      [
        [0.5, 2],
        [0, missing],
      ],
    ];
    const units = [10, 100];
    expect(of({ kind: 'numbers', loss: 'mse', units }, logits, answers)).toEqual([expect.closeTo(9.25 / 3, 6), expect.closeTo(305 / 3, 4)]);
    expect(of({ kind: 'numbers', loss: 'mae' }, logits, answers)).toEqual([expect.closeTo(3.5 / 3, 6), expect.closeTo(3.5 / 3, 6)]);
    expect(of({ kind: 'numbers', loss: 'huber' }, logits, answers)).toEqual([expect.closeTo(2.625 / 3, 6), expect.closeTo(3.5 / 3, 6)]);
  });

  it('weighs what lies above and below a quantile by its share, and tells the error of the middle one', () => {
    const [logits, answers] = [[[-1, 0.5, 2, 0, 4, 3]], [[1, missing]]];
    const loss = (0.1 * 2 + 0.5 * 0.5 + 0.1 * 1) / 3;
    const settings = { kind: 'quantiles', shares: [0.1, 0.5, 0.9], units: [4, 1] } as const;
    expect(of(settings, logits, answers)).toEqual([expect.closeTo(loss, 6), expect.closeTo(2, 6)]);
    expect(of({ kind: 'quantiles', shares: [0.8, 0.3] }, [[1, 3]], [[0]])[1]).toBeCloseTo(3, 6);
  });

  it('takes each label by itself', () => {
    const at = (x: number, y: number) => -Math.log(1 / (1 + Math.exp(y === 1 ? -x : x)));
    expect(of({ kind: 'labels' }, [[2, -1, 3]], [[1, 1, missing]])).toEqual([expect.closeTo((at(2, 1) + at(-1, 1)) / 2, 6), 0.5]);
  });
});
