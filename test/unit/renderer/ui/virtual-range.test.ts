import { describe, expect, it } from 'vitest';
import { gridColumns, gridMove, scrollInto, visibleRows } from '#renderer/ui/virtual-range.ts';

describe('visible rows', () => {
  it('are those in sight and three on either side', () => {
    expect(visibleRows(1000, 400, 100, 100_000)).toEqual({ first: 7, end: 17 });
  });
  it('end with the list', () => {
    expect(visibleRows(9_999_600, 400, 100, 100_000)).toEqual({ first: 99_993, end: 100_000 });
  });
  it('are none of an empty list', () => {
    expect(visibleRows(500, 400, 100, 0)).toEqual({ first: 0, end: 0 });
  });
});

describe('columns', () => {
  it('fill the width with cells of the least size or more', () => {
    expect(gridColumns(1000, 96, 8)).toEqual({ columns: 9, size: (1000 - 64) / 9 });
  });
  it('are one where not even one fits', () => {
    expect(gridColumns(50, 96, 8)).toEqual({ columns: 1, size: 50 });
  });
});

describe('moving by keys', () => {
  it.each([
    ['ArrowRight', 5, 6],
    ['ArrowLeft', 0, 0],
    ['ArrowDown', 5, 15],
    ['ArrowUp', 5, 5],
    ['ArrowDown', 95, 95],
    ['PageDown', 5, 45],
    ['PageDown', 85, 99],
    ['Home', 50, 0],
    ['End', 50, 99],
  ])('%s from %i leads to %i', (key, from, to) => {
    expect(gridMove(key, from, 10, 100, 4)).toBe(to);
  });
  it('leads nowhere by other keys', () => {
    expect(gridMove('a', 5, 10, 100, 4)).toBeNull();
  });
});

describe('scrolling a row into sight', () => {
  it('stays where the row is seen', () => expect(scrollInto(3, 200, 400, 100)).toBe(200));
  it('goes up to a row above', () => expect(scrollInto(1, 200, 400, 100)).toBe(100));
  it('goes down to a row below', () => expect(scrollInto(9, 200, 400, 100)).toBe(600));
});
