import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import { cellMove, headsOf, placesOn, worstCells } from '#renderer/features/compare/cells.ts';
import Matrix from '#renderer/features/compare/Matrix.svelte';

const evaluation = (classes: string[], confusion: number[][]): Evaluation => ({
  id: 1,
  run: 1,
  head: null,
  epoch: 1,
  part: 'test',
  folder: null,
  items: confusion.flat().reduce((sum, value) => sum + value, 0),
  loss: 1,
  accuracy: 0.5,
  majority: 0.3,
  answers: 'class',
  steps: null,
  perplexity: null,
  macroF1: 0.5,
  rocAuc: null,
  score: null,
  numbers: null,
  baselines: [],
  classes,
  perClass: [],
  confusion,
  skipped: [],
  createdAt: 1,
});
const three = evaluation(
  ['cat', 'dog', '<img src=x onerror=alert(1)>'],
  [
    [5, 2, 0],
    [1, 4, 0],
    [0, 3, 6],
  ],
);
const cell = (name: RegExp) => screen.getByRole('gridcell', { name });

describe('the confusion matrix', () => {
  it('names each cell and draws a class’s name as text', () => {
    render(Matrix, { evaluation: three, chosen: null, room: 600, onchoose: () => {} });
    expect(cell(/^2 of cat answered as dog$/).textContent).toBe('2');
    expect(cell(/^3 of <img src=x onerror=alert\(1\)> answered as dog$/)).toBeTruthy();
    expect(document.querySelector('img')).toBeNull();
  });

  it('is one stop, in which arrows walk, and ends are ends', async () => {
    render(Matrix, { evaluation: three, chosen: null, room: 600, onchoose: () => {} });
    const stops = () => screen.getAllByRole('gridcell').filter((one) => one.tabIndex === 0);
    expect(stops()).toEqual([cell(/cat answered as cat/)]);
    cell(/cat answered as cat/).focus();
    for (const [key, lands] of [
      ['ArrowRight', /of cat answered as dog/],
      ['ArrowDown', /of dog answered as dog/],
      ['ArrowUp', /of cat answered as dog/],
      ['ArrowUp', /of cat answered as dog/],
      ['End', /of cat answered as <img/],
      ['PageDown', /of <img.* answered as <img/],
      ['Home', /of <img.* answered as cat/],
    ] as const) {
      await fireEvent.keyDown(document.activeElement ?? document.body, { key });
      expect(document.activeElement, key).toBe(cell(lands));
    }
    expect(stops()).toEqual([document.activeElement]);
  });

  it('opens a cell by Enter, Space or a click, and says which one is open', async () => {
    const onchoose = vi.fn();
    const { rerender } = render(Matrix, { evaluation: three, chosen: null, room: 600, onchoose });
    await fireEvent.keyDown(cell(/dog answered as cat/), { key: 'Enter' });
    await fireEvent.keyDown(cell(/cat answered as dog/), { key: ' ' });
    await fireEvent.click(cell(/cat answered as cat/));
    expect(onchoose.mock.calls.map(([chosen]) => chosen)).toEqual([
      { actual: 1, predicted: 0 },
      { actual: 0, predicted: 1 },
      { actual: 0, predicted: 0 },
    ]);
    await rerender({ chosen: { actual: 0, predicted: 1 } });
    expect(screen.getAllByRole('gridcell', { selected: true })).toEqual([cell(/cat answered as dog/)]);
  });

  it('draws sixty classes', () => {
    const names = Array.from({ length: 60 }, (_, place) => `species ${place}`);
    render(Matrix, {
      evaluation: evaluation(
        names,
        names.map(() => names.map(() => 1)),
      ),
      chosen: null,
      room: 600,
      onchoose: () => {},
    });
    expect(document.querySelectorAll('td')).toHaveLength(3600);
  });
});

it.each(['ArrowUp', 'ArrowLeft', 'Home', 'PageUp'])('%s leads nowhere from the first cell, and not out of the matrix', (key) => {
  expect(cellMove(key, { actual: 0, predicted: 0 }, 3)).toEqual({ actual: 0, predicted: 0 });
});

it('the worst cells are off the diagonal, most mistakes first, then the greater share of their class', () => {
  expect(worstCells(three.confusion, 2).map(({ actual, predicted, items }) => [actual, predicted, items])).toEqual([
    [2, 1, 3],
    [0, 1, 2],
  ]);
  const equal = [
    [8, 2],
    [2, 0],
  ];
  expect(worstCells(equal, 1)[0]).toMatchObject({ actual: 1, share: 1 });
});

describe('the width that there is', () => {
  const tags = ['ADJ', 'ADP', 'ADV', 'AUX', 'DET', 'NOUN', 'PRON', 'PUNCT', 'VERB'];

  it('decides whether names stand upright, however many classes there are', () => {
    expect(headsOf(tags, 1000)).toEqual({ size: 80, upright: false });
    expect(headsOf(tags, 460)).toEqual({ size: 36, upright: true });
    expect(headsOf(['positive', 'a very positive review'], 1000).upright).toBe(true);
  });

  it('puts the figures beside the matrix, and the pairs too, where both have room', () => {
    expect(placesOn(1456, tags)).toEqual({ side: 360, pairs: true, matrix: 764 });
    expect(placesOn(835, tags)).toEqual({ side: 300, pairs: false, matrix: 519 });
    expect(placesOn(700, tags)).toEqual({ side: 0, pairs: false, matrix: 700 });
  });
});
