import { describe, expect, it } from 'vitest';
import { cellText, timeWords } from '#renderer/ui/cell-words.ts';
import { bandPath, linePath } from '#renderer/ui/plot/paths.ts';
import { endsOf, scaleOf } from '#renderer/ui/plot/scale.ts';
import { roundTicks, timeTicks, withRoom } from '#renderer/ui/plot/ticks.ts';

describe('an axis', () => {
  it('takes its ends to the ends of the picture', () => {
    const scale = scaleOf({ from: 10, to: 20 }, 100, 0);
    expect([10, 15, 20].map(scale)).toEqual([100, 50, 0]);
  });
  it('of one value stands still instead of dividing by nothing', () => {
    expect(scaleOf({ from: 5, to: 5 }, 0, 100)(5)).toBe(0);
  });
  it('ends a little beyond what it shows, whatever is missing', () => {
    expect(endsOf([0, null, 100, Number.NaN])).toEqual({ from: -5, to: 105 });
    expect(endsOf([50, 50])).toEqual({ from: 45, to: 55 });
    expect(endsOf([null])).toEqual({ from: 0, to: 1 });
  });
  it.each([
    [0, 10, 5, [0, 2, 4, 6, 8, 10]],
    [0.12, 0.31, 4, [0.15, 0.2, 0.25, 0.3]],
    [-3, 3, 3, [-2, 0, 2]],
    [7, 7, 5, [7]],
  ])('from %f to %f has round ticks', (from, to, most, ticks) => {
    expect(roundTicks(from, to, most)).toEqual(ticks);
  });
  const at = (text: string) => Date.parse(`${text}Z`);
  it.each([
    ['2024-01-01T00:00', '2024-01-01T12:00', ['1 Jan', '03:00', '06:00', '09:00', '12:00']],
    ['2024-01-30T00:00', '2024-02-03T00:00', ['30 Jan', '31 Jan', '1 Feb', '2 Feb', '3 Feb']],
    ['2023-11-15T00:00', '2024-04-15T00:00', ['Dec 2023', 'Jan 2024', 'Feb 2024', 'Mar 2024', 'Apr 2024']],
    ['2000-06-01T00:00', '2020-06-01T00:00', ['Jan 2005', 'Jan 2010', 'Jan 2015', 'Jan 2020']],
  ])('of times from %s to %s has ticks that people count in', (from, to, labels) => {
    expect(timeTicks(at(from), at(to), 5).map(({ label }) => label)).toEqual(expect.arrayContaining(labels));
    expect(timeTicks(at(from), at(to), 5).length).toBeLessThanOrEqual(7);
  });
});

it('a label that would touch the one before it is left away', () => {
  const ticks = [0, 50, 60, 120].map((value) => ({ value, label: `at ${value}` }));
  const shown = withRoom(ticks, ({ value }) => ({ from: value - 20, to: value + 20 }));
  expect(shown.map(({ value }) => value)).toEqual([0, 50, 120]);
});

describe('a line', () => {
  it('breaks where nothing is known', () => {
    const y = [1, null, 3, 4];
    expect(linePath(y.map((value, x) => ({ x, y: value })))).toBe('M0.0 1.0M2.0 3.0L3.0 4.0');
  });
  it('of a range goes there above and back below, and is none of fewer than two', () => {
    const ends = (low: number | null, high: number | null, x: number) => ({ x, low, high });
    expect(bandPath([ends(1, 3, 0), ends(null, null, 1), ends(2, 4, 2)])).toBe('M0.0 3.0L2.0 4.0L2.0 2.0L0.0 1.0Z');
    expect(bandPath([ends(1, 3, 0)])).toBe('');
  });
});

it('a cell is written as it is read', () => {
  expect(cellText(null, { type: 'number' })).toBe('–');
  expect(cellText(0.1 + 0.2, { type: 'number' })).toBe('0.3');
  expect([cellText(1, { type: 'boolean' }), cellText(0, { type: 'boolean' })]).toEqual(['yes', 'no']);
  expect(cellText('<b>', { type: 'category' })).toBe('<b>');
  expect(cellText(Date.UTC(2024, 2, 5), { type: 'date' })).toBe('2024-03-05');
  expect([timeWords(Date.UTC(2024, 2, 5, 14)), timeWords(Date.UTC(2024, 2, 5, 14, 0, 7)), timeWords(9e15)]).toEqual([
    '2024-03-05 14:00',
    '2024-03-05 14:00:07',
    '–',
  ]);
});
