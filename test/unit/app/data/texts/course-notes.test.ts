import { describe, expect, it } from 'vitest';
import { createCoder } from '#app/data/texts/coder.ts';
import { codeCount, textShape } from '#app/data/texts/fitted.ts';
import { oneHotInto, oneHotWidth } from '#app/data/texts/one-hot.ts';
import { padInto } from '#app/data/texts/pad.ts';
import { codesOf, fitted, fittedReviews, reviews } from '#test/helpers/texts.ts';

const fit = fittedReviews({ encoding: 'one-hot' });
const width = oneHotWidth(codeCount(fit));

/** Rows [timesteps][features] of one-hot codes. */
function rows(codes: ArrayLike<number>): number[][] {
  const flat = new Float32Array(codes.length * width);
  oneHotInto(Int32Array.from(codes), width, flat, 0);
  return Array.from({ length: codes.length }, (_, step) => [...flat.subarray(step * width, (step + 1) * width)]);
}

describe('the reviews of the course notes', () => {
  it('have the vocabulary movie, was, good, bad, not in order of appearance', () => {
    expect(fit.words).toEqual(['movie', 'was', 'good', 'bad', 'not']);
  });

  it('are (3, 5) and (4, 5) in one-hot codes', () => {
    const good = rows(codesOf(fit, 'movie was good'));
    const notGood = rows(codesOf(fit, 'movie was not good'));
    expect([good.length, good[0]?.length]).toEqual([3, 5]);
    expect([notGood.length, notGood[0]?.length]).toEqual([4, 5]);
  });

  it('have the one-hot codes of the notes', () => {
    expect(rows(codesOf(fit, 'movie was not good'))).toEqual([
      [1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 0, 0, 0, 1],
      [0, 0, 1, 0, 0],
    ]);
  });

  it('are (3, 4, 5) as a padded batch, padding all zeros', () => {
    const coder = createCoder(fit);
    const batch = new Int32Array(3 * fit.settings.length);
    const steps = reviews.map((text, place) => padInto(coder.codes(text), fit.settings, batch, place * fit.settings.length));
    expect(steps).toEqual([3, 3, 4]);
    expect([reviews.length, ...textShape(fit)]).toEqual([3, 4, 5]);
    expect([...batch]).toEqual([2, 3, 4, 0, 2, 3, 5, 0, 2, 3, 6, 4]);
    expect(rows(batch)[3]).toEqual([0, 0, 0, 0, 0]);
  });
});

it('numbers "cat mat rat" in order', () => {
  const rat = fitted(['cat mat rat'], { vocabulary: { order: 'appearance' } });
  expect(rat.words).toEqual(['cat', 'mat', 'rat']);
  expect(codesOf(rat, 'cat mat rat')).toEqual([2, 3, 4]);
});
