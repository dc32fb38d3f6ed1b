import { describe, expect, it } from 'vitest';
import { smoothed, thinned } from '#app/runs/curves.ts';

describe('thinning', () => {
  const wave = Float32Array.from({ length: 10_000 }, (_, place) => Math.sin(place / 50));
  const falling = Float32Array.from({ length: 10_000 }, (_, place) => -place);

  it('keeps short curves whole', () => {
    expect([...thinned([[3, 1, 2]], 3)]).toEqual([0, 1, 2]);
  });

  it.each([2, 3, 6, 100, 4000])('gives at most %i points, in order, both ends among them', (most) => {
    const places = [...thinned([wave, falling], most)];
    expect(places.length).toBeLessThanOrEqual(most);
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    expect([places[0], places.at(-1)]).toEqual([0, 9999]);
  });

  it('keeps a single peak and a single dip of every curve', () => {
    const [peak, dip] = [Float32Array.from(wave), Float32Array.from(wave)];
    peak[5555] = 9;
    dip[7777] = -9;
    const places = thinned([peak, dip], 100);
    expect([places.includes(5555), places.includes(7777)]).toEqual([true, true]);
  });

  it('passes over what is not a number', () => {
    const holes = Float32Array.from(wave, (value, place) => (place % 7 === 0 ? value : Number.NaN));
    expect([...thinned([holes], 100)].slice(1, -1).every((place) => place % 7 === 0)).toBe(true);
  });
});

describe('smoothing', () => {
  it('of 0 changes nothing', () => {
    expect([...smoothed([1, 5, 2], 0)]).toEqual([1, 5, 2]);
  });

  it('begins at the first value, not at 0, and forgets by its weight', () => {
    const [first, second, third] = smoothed([8, 2, 2], 0.5);
    expect([first, second, third]).toEqual([8, (0.25 * 8 + 0.5 * 2) / 0.75, (0.125 * 8 + 0.25 * 2 + 0.5 * 2) / 0.875]);
  });

  it('leaves a constant alone', () => {
    for (const value of smoothed(new Array<number>(50).fill(3), 0.9)) expect(value).toBeCloseTo(3, 12);
  });

  it('leaves a hole where there is one', () => {
    expect([...smoothed([4, Number.NaN, 4], 0.6)]).toEqual([4, Number.NaN, expect.closeTo(4, 12)]);
  });
});
