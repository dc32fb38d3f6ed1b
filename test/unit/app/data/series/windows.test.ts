import { expect, it } from 'vitest';
import { sampleStarts } from '#app/data/series/windows.ts';

const shape = { window: 3, horizon: 2, stride: 1 };

it('starts a sample wherever window and horizon fit, one stride after the other', () => {
  expect(sampleStarts({ from: 0, to: 7 }, shape)).toEqual(Int32Array.of(0, 1, 2));
  expect(sampleStarts({ from: 0, to: 10 }, { ...shape, stride: 4 })).toEqual(Int32Array.of(0, 4));
  expect(sampleStarts({ from: 0, to: 4 }, shape)).toEqual(Int32Array.of());
});

it('lets the window of a later part reach back, and none of its targets', () => {
  expect(sampleStarts({ from: 10, to: 13 }, shape)).toEqual(Int32Array.of(7, 8));
  expect(sampleStarts({ from: 1, to: 6 }, shape)).toEqual(Int32Array.of(0, 1));
});
