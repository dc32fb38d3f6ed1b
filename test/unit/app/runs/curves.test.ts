import { describe, expect, it } from 'vitest';
import { thinned } from '#app/runs/curves.ts';

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
    peak[5555] = 1.5;
    dip[7777] = -1.5;
    const places = thinned([peak, dip], 100);
    expect([places.includes(5555), places.includes(7777)]).toEqual([true, true]);
  });

  it('passes over what is not a number', () => {
    const holes = Float32Array.from(wave, (value, place) => (place % 7 === 0 ? value : Number.NaN));
    expect([...thinned([holes], 100)].slice(1, -1).every((place) => place % 7 === 0)).toBe(true);
  });
});
