import { describe, expect, it } from 'vitest';
import { draws } from '#app/runs/random.ts';
import { sample } from '#app/runs/sampling.ts';

const all = () => true;
const probabilities = [0.1, 0.6, 0.3];

/** How often each place is drawn, of `times`. */
function shares(temperature: number, topK: number, mayBe: (place: number) => boolean = all, times = 20_000): number[] {
  const { next } = draws(5);
  const counts = probabilities.map(() => 0);
  for (let time = 0; time < times; time += 1) {
    const place = sample(probabilities, { temperature, topK }, mayBe, next());
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts.map((count) => count / times);
}

const close = (got: number[], wanted: number[]) => {
  for (const [place, share] of wanted.entries()) expect(got[place]).toBeCloseTo(share, 1.7);
};

describe('drawing the next token', () => {
  it('goes by the probabilities at temperature 1', () => close(shares(1, 0), probabilities));
  it('goes by their powers at others', () => {
    const powers = probabilities.map((probability) => probability ** 2);
    const sum = powers.reduce((total, power) => total + power, 0);
    close(
      shares(0.5, 0),
      powers.map((power) => power / sum),
    );
    close(shares(1e6, 0), [1 / 3, 1 / 3, 1 / 3]);
  });
  it('takes the likeliest at temperature 0, whatever is drawn', () => {
    for (const draw of [0, 0.5, 0.999_999]) expect(sample(probabilities, { temperature: 0, topK: 0 }, all, draw)).toBe(1);
  });
  it('takes of the likeliest K alone', () => close(shares(1, 2), [0, 2 / 3, 1 / 3]));
  it('never takes what may not be', () =>
    close(
      shares(1, 0, (place) => place !== 1),
      [0.25, 0, 0.75],
    ));
  it('takes one of equals by the draw, and is never outside', () => {
    expect(sample([0.5, 0.5], { temperature: 1, topK: 0 }, all, 0)).toBe(0);
    expect(sample([0.5, 0.5], { temperature: 1, topK: 0 }, all, 1 - 2 ** -32)).toBe(1);
    expect(sample([0, 0, 0], { temperature: 1, topK: 0 }, all, 0.5)).toBe(1);
    expect(sample(probabilities, { temperature: 1e-9, topK: 0 }, all, 0.9)).toBe(1);
  });
  it('says where there is nothing to draw', () => expect(sample(probabilities, { temperature: 1, topK: 0 }, () => false, 0.5)).toBe(-1));
});
