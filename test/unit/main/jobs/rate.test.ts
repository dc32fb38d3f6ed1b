import { expect, test } from 'vitest';
import { Rate } from '#main/jobs/rate.ts';

test('cannot be said from one moment', () => {
  const rate = new Rate();
  rate.note(10, 5);
  expect(rate.perSecond).toBeNull();
});

test('is what was done in the last seconds, not since the beginning', () => {
  const rate = new Rate(5);
  for (let second = 0; second <= 100; second++) rate.note(second, second < 90 ? second : 90 + (second - 90) * 11);
  expect(rate.perSecond).toBeCloseTo(11, 5);
});

test('begins anew when what was done goes back', () => {
  const rate = new Rate();
  rate.note(0, 0);
  rate.note(1, 1000);
  rate.note(2, 0);
  rate.note(3, 10);
  expect(rate.perSecond).toBe(10);
});

test('keeps few points however often it is told', () => {
  const rate = new Rate(5);
  for (let tell = 0; tell <= 10_000; tell++) rate.note(tell / 1000, tell);
  expect(rate.perSecond).toBeCloseTo(1000, 0);
});
