import { describe, expect, it } from 'vitest';
import { padded, padInto } from '#app/data/texts/pad.ts';
import { textSettings } from '#test/helpers/texts.ts';

const five = Int32Array.of(5, 6, 7, 8, 9);
const two = Int32Array.of(5, 6);

describe('padding', () => {
  it.each([
    [{ length: 4 }, two, [0, 0, 5, 6]],
    [{ length: 4, padding: 'post' }, two, [5, 6, 0, 0]],
    [{ length: 3 }, five, [7, 8, 9]],
    [{ length: 3, truncation: 'post' }, five, [5, 6, 7]],
    [{ length: 5, startEnd: true }, two, [0, 2, 5, 6, 3]],
    [{ length: 5, startEnd: true, padding: 'post' }, two, [2, 5, 6, 3, 0]],
    [{ length: 4, startEnd: true }, five, [2, 8, 9, 3]],
    [{ length: 4, startEnd: true, truncation: 'post' }, five, [2, 5, 6, 3]],
    [{ length: 3 }, new Int32Array(0), [0, 0, 0]],
    [{ length: 3, startEnd: true }, new Int32Array(0), [0, 2, 3]],
    [{ length: 1 }, five, [9]],
  ])('with %j of %j is %j', (settings, codes, expected) => {
    expect([...padded(codes, textSettings(settings))]).toEqual(expected);
  });

  it('writes at its place only, over whatever was there, and says how many steps are real', () => {
    const into = new Int32Array(9).fill(99);
    expect(padInto(two, textSettings({ length: 3 }), into, 3)).toBe(2);
    expect([...into]).toEqual([99, 99, 99, 0, 5, 6, 99, 99, 99]);
  });
});
