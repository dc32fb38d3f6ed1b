import { expect, it } from 'vitest';
import type { Metrics, Run } from '#app/contract/runs.ts';
import { byFigure } from '#renderer/features/compare/by-figure.ts';
import { fakeRun } from '../../helpers/fake-objects.ts';

const run = (id: number, validation: Metrics | null): Run => ({
  ...fakeRun({ id, measure: validation?.error == null ? 'accuracy' : 'error' }),
  final: { train: null, validation, test: null },
});
const right = (id: number, accuracy: number) => run(id, { loss: 1, accuracy, error: null });
const off = (id: number, error: number) => run(id, { loss: 1, accuracy: null, error });

it('puts the better first: more right, less off, and what was not judged last', () => {
  const sorted = [run(1, null), off(2, 12), right(3, 0.5), off(4, 9), right(5, 0.9)].toSorted(byFigure);
  expect(sorted.map(({ id }) => id)).toEqual([5, 3, 4, 2, 1]);
});
