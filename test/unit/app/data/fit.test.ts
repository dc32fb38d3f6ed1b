import { expect, it } from 'vitest';
import { placement } from '#app/data/fit.ts';

const square = { width: 32, height: 32 };

it('stretch takes the whole image to the whole target', () => {
  expect(placement({ width: 60, height: 40 }, { ...square, fit: 'stretch' })).toEqual({
    crop: { x: 0, y: 0, width: 60, height: 40 },
    size: square,
    x: 0,
    y: 0,
  });
});

it('cover cuts the middle out of a wide image', () => {
  expect(placement({ width: 61, height: 40 }, { ...square, fit: 'cover' })).toMatchObject({
    crop: { x: 10, y: 0, width: 40, height: 40 },
    size: square,
  });
});

it('cover cuts the middle out of a tall image', () => {
  expect(placement({ width: 40, height: 61 }, { width: 64, height: 32, fit: 'cover' })).toMatchObject({
    crop: { x: 0, y: 20, width: 40, height: 20 },
  });
});

it('contain keeps the whole image and centres it', () => {
  expect(placement({ width: 60, height: 40 }, { ...square, fit: 'contain' })).toEqual({
    crop: { x: 0, y: 0, width: 60, height: 40 },
    size: { width: 32, height: 21 },
    x: 0,
    y: 5,
  });
});

it('an image of the right shape is neither cut nor padded', () => {
  for (const fit of ['cover', 'contain'] as const) {
    expect(placement({ width: 300, height: 200 }, { width: 30, height: 20, fit })).toEqual({
      crop: { x: 0, y: 0, width: 300, height: 200 },
      size: { width: 30, height: 20 },
      x: 0,
      y: 0,
    });
  }
});

it('of a line there is always a pixel left', () => {
  expect(placement({ width: 10000, height: 1 }, { ...square, fit: 'contain' }).size).toEqual({ width: 32, height: 1 });
  expect(placement({ width: 10000, height: 1 }, { width: 1, height: 1000, fit: 'cover' }).crop).toMatchObject({ width: 1, height: 1 });
});
