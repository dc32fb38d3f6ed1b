import { describe, expect, it } from 'vitest';
import { largestDifference } from '#main/exporters/proof.ts';
import { csvLine } from '#main/inference/csv-line.ts';
import { Judged } from '#main/inference/judged.ts';

describe('a line of a CSV', () => {
  it('quotes texts, doubles quotes, leaves numbers bare', () => {
    expect(csvLine(['a "b", c', 'd\ne', 0.25])).toBe('"a ""b"", c","d\ne",0.25\r\n');
  });
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('keeps %j from being run', (name) => {
    expect(csvLine([name])).toBe(`"'${name}"\r\n`);
  });
  it('writes the digits that a probability has', () => {
    expect(csvLine([Math.fround(0.1), Math.fround(1e-9), 1])).toBe('0.1,1e-9,1\r\n');
  });
});

describe('judged items', () => {
  const classes = [
    { name: 'a', train: 2 },
    { name: 'b', train: 5 },
  ];
  const items = [
    { index: 4, path: null, actual: 0 },
    { index: 5, path: null, actual: 1 },
    { index: 6, path: null, actual: 1 },
    { index: null, path: '/loose.png', actual: -1 },
  ];
  const probabilities = Float32Array.of(0.75, 0.25, 0.5, 0.5, 0.25, 0.75, 1, 0);
  const judged = new Judged(classes);
  const pathOf = (index: number) => `item ${index}`;
  const rows = judged.add({ items, probabilities, loss: 0.5 }, pathOf);

  it('come some at a time to the same figures', () => {
    const parts = new Judged(classes);
    parts.add({ items: items.slice(0, 1), probabilities: probabilities.slice(0, 2), loss: 0.1 }, pathOf);
    parts.add({ items: items.slice(1), probabilities: probabilities.slice(2), loss: 0.7 }, pathOf);
    expect({ ...parts.figures(), loss: 0 }).toEqual({ ...judged.figures(), loss: 0 });
    expect(parts.figures().loss).toBeCloseTo(judged.figures().loss, 12);
  });

  it('count what was taken for what, without those whose class is not known', () => {
    expect(judged.figures()).toMatchObject({
      loss: 0.5,
      items: 3,
      confusion: [
        [1, 0],
        [1, 1],
      ],
      accuracy: 2 / 3,
      majority: 2 / 3,
      // Both of class b have a higher probability of b than the one of class a.
      rocAuc: 1,
    });
    expect(judged.figures().perClass).toMatchObject([
      { name: 'a', items: 1, precision: 0.5, recall: 1 },
      { name: 'b', items: 2, precision: 1, recall: 0.5 },
    ]);
  });
  it('keep path, loss and probabilities of each', () => {
    expect(rows.map((row) => row.path)).toEqual(['item 4', 'item 5', 'item 6', '/loose.png']);
    expect(rows.map((row) => row.predicted)).toEqual([0, 0, 1, 0]);
    expect(rows[0]?.loss).toBeCloseTo(-Math.log(0.75), 6);
    expect(rows[3]?.loss).toBeNull();
    expect([...new Float32Array(rows[2]?.probabilities.slice().buffer ?? new ArrayBuffer(0))]).toEqual([0.25, 0.75]);
  });
});

describe('the difference of an export', () => {
  const example = { outputs: Float32Array.of(0.25, 0.75) };
  const examples = [example, example];
  it('is the largest of all', () => {
    expect(largestDifference(Float32Array.of(0.25, 0.75, 0.5, 0.5), examples)).toBe(0.25);
  });
  it.each([
    ['an answer is not a number', Float32Array.of(0.25, 0.75, Number.NaN, 0.75), examples],
    ['an answer is missing', Float32Array.of(0.25, 0.75, 0.25), examples],
    ['there is no example', new Float32Array(), []],
  ])('is not a number where %s', (_, answers, of) => {
    expect(largestDifference(answers, of)).toBeNaN();
  });
});
