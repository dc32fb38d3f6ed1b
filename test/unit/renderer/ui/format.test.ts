import { describe, expect, it } from 'vitest';
import { bytes, duration, figure, percent, plural, probability, short, smallPercent, when } from '#renderer/ui/format.ts';

describe('numbers in words', () => {
  it.each([
    [999, '999 B'],
    [1_100_000_000, '1.1 GB'],
    [812_000_000, '812 MB'],
    [999_600, '1.0 MB'],
  ])('%i bytes are %s', (value, text) => expect(bytes(value)).toBe(text));

  it.each([
    [45.4, '45 s'],
    [125, '2:05 min'],
    [4320, '1 h 12 min'],
  ])('%d seconds are %s', (value, text) => expect(duration(value)).toBe(text));

  it.each([
    [0.945, '95 %'],
    [0.996, '99.6 %'],
    [0.9996, '> 99.9 %'],
    [0.004, '0.4 %'],
    [0.0001, '< 0.1 %'],
    [0.005, '0.5 %'],
    [1, '100 %'],
    [0, '0 %'],
  ])('a probability of %d is %s, never 0 or 100 %% where it is not', (value, text) => expect(probability(value)).toBe(text));

  it.each([
    [0, '0'],
    [0.031416, '0.0314'],
    [2.3, '2.3'],
    [1e-7, '1.00e-7'],
  ])('the figure %d is %s', (value, text) => expect(figure(value)).toBe(text));

  it('counts one and many', () => {
    expect(plural(1, 'class', 'classes')).toBe('1 class');
    expect(plural(12_400, 'image')).toBe('12,400 images');
  });
  it('shortens millions', () => {
    expect(short(1_234_567)).toBe('1.23 M');
    expect(short(18_496)).toBe('18,496');
  });
  it('does not write that a small share is none', () =>
    expect([0, 0.0049, 0.0101, 0.5].map(smallPercent)).toEqual(['0 %', '< 1 %', '1 %', '50 %']));
  it('writes shares in percent', () => expect(percent(0.9123)).toBe('91.2 %'));
  it('tells today by the clock and other days by the date', () => {
    const now = new Date(2026, 10, 20, 15, 0).getTime();
    expect(when(new Date(2026, 10, 20, 14, 2).getTime(), now)).toBe('14:02');
    expect(when(new Date(2026, 2, 3, 14, 2).getTime(), now)).toBe('3 Mar');
    expect(when(new Date(2024, 2, 3, 14, 2).getTime(), now)).toBe('3 Mar 2024');
  });
});
