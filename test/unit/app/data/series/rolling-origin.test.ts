import { describe, expect, it } from 'vitest';
import { rollingOrigins } from '#app/data/series/rolling-origin.ts';

describe('a rolling origin', () => {
  it('ends with the last window and goes back in equal steps, as wide as fit', () => {
    expect(rollingOrigins(10, 4)).toEqual({ step: 3, places: [0, 3, 6, 9] });
    expect(rollingOrigins(12, 4)).toEqual({ step: 3, places: [2, 5, 8, 11] });
    expect(rollingOrigins(12, 2)).toEqual({ step: 11, places: [0, 11] });
  });

  it('is every window where as many are asked for', () => {
    expect(rollingOrigins(3, 3)).toEqual({ step: 1, places: [0, 1, 2] });
  });

  it.each([4, 1])('must be two origins at least and no more than windows, not %i of 3', (origins) => {
    expect(() => rollingOrigins(3, origins)).toThrow(`Origins must be 2 to 3, the windows that there are; got ${origins}`);
  });
});
