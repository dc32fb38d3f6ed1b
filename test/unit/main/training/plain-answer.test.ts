import { describe, expect, it } from 'vitest';
import type { NumberAnswers } from '#main/training/feed.ts';
import { medianError } from '#main/training/median-error.ts';
import { plainAnswer } from '#main/training/plain-answer.ts';

const missing = Number.NaN;
const answersOf = (rows: readonly (readonly number[])[], more: Partial<NumberAnswers> = {}): NumberAnswers => ({
  numbers: rows[0]?.length ?? 0,
  gather(items, into) {
    for (const [place, item] of items.entries()) into.set(rows[item] ?? [], place * (rows[0]?.length ?? 0));
  },
  ...more,
});
const parts = { train: Int32Array.of(0, 1, 2), validation: Int32Array.of(3, 4) };
const numbers = { kind: 'numbers', loss: 'mse' } as const;

describe('the plain answer to numbers', () => {
  const rows = [
    [1, 50],
    [9, missing],
    [2, 60],
    [4, 51],
    [missing, 59],
  ] as const; // medians 2 and 55

  it('is each number’s median of the training part, off by so much on the validation part, in the numbers’ own units', async () => {
    expect(await plainAnswer({ answers: answersOf(rows) }, parts, numbers, 2)).toBeCloseTo((2 + 4 + 4) / 3, 6);
    const units = [10, 1];
    expect(await plainAnswer({ answers: answersOf(rows, { units }) }, parts, numbers, 2)).toBeCloseTo((20 + 4 + 4) / 3, 6);
  });

  it.each([1, 6, 100])('is the same where %i values are sorted at a time', async (mostSorted) => {
    expect(await medianError(answersOf(rows), parts, mostSorted)).toBeCloseTo((2 + 4 + 4) / 3, 6);
  });

  it('is found among more items than are held at a time', async () => {
    const items = 300_000;
    const many: NumberAnswers = {
      numbers: 4,
      gather(chosen, into) {
        for (const [place, item] of chosen.entries()) for (let at = 0; at < 4; at += 1) into[place * 4 + at] = item + at;
      },
    };
    const train = Int32Array.from({ length: items }, (_, item) => item);
    expect(await medianError(many, { train, validation: Int32Array.of(0) })).toBe((items - 1) / 2);
  });

  it('is what the source calls plain where it does', async () => {
    const answers = answersOf(rows, { plainError: async ({ validation }) => validation.length * 10 });
    expect(await plainAnswer({ answers }, parts, numbers, 2)).toBe(20);
  });

  it('is not known where nothing is validated, or nothing of it counts', async () => {
    const none = { ...parts, validation: new Int32Array(0) };
    expect(await plainAnswer({ answers: answersOf(rows) }, none, numbers, 2)).toBeNull();
    const unknown = [[1], [2], [3], [missing], [missing]];
    expect(await plainAnswer({ answers: answersOf(unknown) }, parts, numbers, 1)).toBeNull();
  });
});

describe('the plain answer to labels', () => {
  it('is what most of the training part has of each label', async () => {
    const rows = [
      [1, 0, missing],
      [1, 0, 1],
      [0, 0, 1],
      [1, 1, 0],
      [0, missing, 1],
    ]; // 1, 0, 1
    expect(await plainAnswer({ answers: answersOf(rows) }, parts, { kind: 'labels' }, 3)).toBeCloseTo(2 / 5, 12);
  });
});

it('of one class an item is counted elsewhere, that of steps here', async () => {
  expect(await plainAnswer({ answers: null }, parts, { kind: 'softmax' }, 3)).toBeNull();
  const answers = { steps: 1, gather: (_: ArrayLike<number>, into: Int32Array) => void into.fill(1) };
  expect(await plainAnswer({ answers }, parts, { kind: 'softmax' }, 3)).toBe(1);
});

describe('the plain answer of several heads', () => {
  const [softmax, labels] = [{ kind: 'softmax' } as const, { kind: 'labels' } as const];
  /** The place of a class, two numbers, a label. */
  const rows = [
    [1, 1, 50, 1],
    [1, 9, missing, 1],
    [0, 2, 60, 0],
    [1, 4, 51, 1],
    [0, missing, 59, 0],
  ] as const;
  const heads = { class: { head: softmax, logits: 3, answers: 1 }, numbers: { head: numbers, logits: 2, answers: 2 } };
  const plain = (
    given: readonly (readonly number[])[],
    ...of: { head: typeof softmax | typeof numbers | typeof labels; logits: number; answers: number }[]
  ) =>
    plainAnswer(
      { answers: answersOf(given, { units: given[0]?.map((_, place) => place + 1) ?? [] }) },
      parts,
      { kind: 'several', heads: of },
      2,
    );

  it('is the most frequent class of the training part where the first answers with one', async () => {
    expect(await plain(rows, heads.class, heads.numbers, { head: labels, logits: 1, answers: 1 })).toBe(0.5);
    const unknown = rows.map(([, ...others], row) => [row > 2 ? missing : 0, ...others]);
    expect(await plain(unknown, heads.class, heads.numbers)).toBeNull();
  });

  it('is the median, in each number’s own unit, where the first answers with numbers', async () => {
    const turned = rows.map(([place, one, other]) => [one, other, place]);
    expect(await plain(turned, heads.numbers, heads.class)).toBeCloseTo((2 + 2 * 4 + 2 * 4) / 3, 6);
  });

  it('is each label’s more frequent side where the first answers with labels', async () => {
    const turned = rows.map(([place, , , label]) => [label, place]);
    expect(await plain(turned, { head: labels, logits: 1, answers: 1 }, heads.class)).toBe(0.5);
  });
});
