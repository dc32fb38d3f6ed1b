import { describe, expect, it } from 'vitest';
import { openingBounds, readWindowState, smallest } from '#main/desktop/window-bounds.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };
const left = (bounds: { x: number; y: number; width: number; height: number }) => ({ bounds, maximized: false });

describe('openingBounds', () => {
  it('opens in the middle of the first screen at first', () => {
    const { x, y, width, height } = openingBounds(null, [screen]);
    expect(x * 2 + width).toBe(1920);
    expect(y * 2 + height).toBe(1080);
  });

  it('opens where it was left', () => {
    const bounds = { x: 100, y: 50, width: 1200, height: 800 };
    expect(openingBounds(left(bounds), [screen, second])).toEqual(bounds);
  });

  it('stays on the second screen', () => {
    const bounds = { x: 2000, y: 50, width: 1000, height: 800 };
    expect(openingBounds(left(bounds), [screen, second])).toEqual(bounds);
  });

  it('comes back from a screen that is gone', () => {
    const { x, width } = openingBounds(left({ x: 2000, y: 50, width: 1000, height: 800 }), [screen]);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(1920);
  });

  it('is pulled in from the edge and never larger than the screen', () => {
    expect(openingBounds(left({ x: 1500, y: 900, width: 4000, height: 3000 }), [screen])).toEqual(screen);
    expect(openingBounds(left({ x: 1500, y: -50, width: 1000, height: 700 }), [screen])).toEqual({
      x: 920,
      y: 0,
      width: 1000,
      height: 700,
    });
  });

  it('is never smaller than the frame needs, except on a smaller screen', () => {
    expect(openingBounds(left({ x: 0, y: 0, width: 10, height: 10 }), [screen])).toMatchObject(smallest);
    expect(openingBounds(left({ x: 0, y: 0, width: 10, height: 10 }), [{ x: 0, y: 0, width: 800, height: 500 }])).toMatchObject({
      width: 800,
      height: 500,
    });
  });

  it('opens even where no screen is told', () => {
    expect(openingBounds(null, [])).toMatchObject({ x: 0, y: 0 });
  });
});

describe('readWindowState', () => {
  it('reads what was written, and nothing else', () => {
    const state = left({ x: 1, y: 2, width: 3, height: 4 });
    expect(readWindowState(JSON.stringify(state))).toEqual(state);
    for (const text of [
      '',
      '{',
      '[]',
      'null',
      '{"bounds":{"x":"1"}}',
      '{"bounds":{"x":1,"y":2,"width":null,"height":4},"maximized":false}',
    ]) {
      expect(readWindowState(text)).toBeNull();
    }
  });
});
