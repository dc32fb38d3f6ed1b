import { expect, test } from 'vitest';
import { bytesWithin } from '#main/size.ts';

test('counts text, bytes and keys', () => {
  expect(bytesWithin('x'.repeat(100), 108)).toBe(true);
  expect(bytesWithin('x'.repeat(101), 108)).toBe(false);
  expect(bytesWithin(new Uint8Array(101), 108)).toBe(false);
  expect(bytesWithin({ ['k'.repeat(101)]: 1 }, 108)).toBe(false);
});

test('counts every entry, so that a million empty ones are many', () => {
  expect(bytesWithin(new Array(1000).fill(null), 4000)).toBe(false);
});

test('ends at circles and at depths no call has', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  expect(bytesWithin(circle, 1e9)).toBe(false);
});
