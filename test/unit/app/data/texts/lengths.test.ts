import { describe, expect, it } from 'vitest';
import { fittingLength, LengthCounter } from '#app/data/texts/lengths.ts';
import { draws } from '#app/runs/random.ts';

const counted = (lengths: readonly number[]) => {
  const counter = new LengthCounter();
  for (const length of lengths) counter.add(length);
  return counter;
};

describe('lengths of texts', () => {
  it('suggest the least length that takes 95 % of the texts whole', () => {
    const hundred = Array.from({ length: 100 }, (_, place) => place + 1);
    expect(counted(hundred).statistics()).toMatchObject({ texts: 100, least: 1, most: 100, mean: 50.5, suggested: 95 });
    expect(counted([...Array.from({ length: 95 }, () => 10), ...Array.from({ length: 5 }, () => 5000)]).statistics().suggested).toBe(10);
  });

  it('have percentiles that the share of texts does not exceed', () => {
    const { percentiles } = counted([4, 1, 3, 2]).statistics();
    expect(Object.fromEntries(percentiles.map(({ percent, length }) => [percent, length]))).toMatchObject({
      25: 1,
      50: 2,
      75: 3,
      90: 4,
      100: 4,
    });
  });

  it('suggest 1 where all texts are empty, and 1 where there are none', () => {
    expect(counted([0, 0]).statistics()).toMatchObject({ suggested: 1, most: 0, histogram: [{ from: 0, to: 0, texts: 2 }] });
    expect(counted([]).statistics()).toMatchObject({ texts: 0, suggested: 1, mean: 0, histogram: [] });
  });

  it('count a longer text than 100,000 tokens as one of 100,000, and name its length', () => {
    expect(counted([5_000_000]).statistics()).toMatchObject({ most: 5_000_000, suggested: 100_000 });
  });

  it('have a histogram of so many bars without gaps that has every text once', () => {
    const { integer } = draws(4);
    const lengths = Array.from({ length: 1000 }, () => integer(200) + (integer(100) === 0 ? 20_000 : 3));
    const { histogram } = counted(lengths).statistics(20);
    expect(histogram.length).toBeLessThanOrEqual(20);
    expect(histogram.reduce((sum, bar) => sum + bar.texts, 0)).toBe(1000);
    for (const [place, bar] of histogram.entries()) {
      expect(bar.texts).toBe(lengths.filter((length) => length >= bar.from && length <= bar.to).length);
      if (place > 0) expect(bar.from).toBe((histogram[place - 1]?.to ?? 0) + 1);
    }
  });
});

describe('the length that fits', () => {
  const lengths = { suggested: 47, most: 60 };
  it.each([
    ['a class a text', { startEnd: false, answers: 'class' }, 47],
    ['a class a text between start and end', { startEnd: true, answers: 'class' }, 49],
    ['the next token: the end is only answered', { startEnd: true, answers: 'next' }, 48],
    ['the next token of a piece', { startEnd: false, answers: 'next' }, 46],
    ['a tag a word: no word goes without', { startEnd: false, answers: 'tags' }, 60],
  ] as const)('for %s', (_, settings, length) => expect(fittingLength(settings, lengths)).toBe(length));

  it('is never none, and never so long that a step takes seconds', () => {
    expect(fittingLength({ startEnd: false, answers: 'class' }, { suggested: 1, most: 1 })).toBe(4);
    expect(fittingLength({ startEnd: false, answers: 'class' }, { suggested: 9000, most: 9000 })).toBe(512);
  });
});
