import { describe, expect, it } from 'vitest';
import { nearest } from '#main/cli/nearest.ts';

const words = ['train', 'resume', 'evaluate', 'export', 'datasets'];

describe('nearest', () => {
  it.each([
    ['trian', 'train'],
    ['dataset', 'datasets'],
    ['eval', 'evaluate'],
    ['exprot', 'export'],
    ['RESUME', 'resume'],
  ])('takes %s for %s', (typed, meant) => {
    expect(nearest(typed, words)).toBe(meant);
  });

  it('guesses nothing from afar', () => {
    expect(nearest('frobnicate', words)).toBeNull();
    expect(nearest('x', words)).toBeNull();
  });
});
