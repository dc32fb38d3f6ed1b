import { describe, expect, it } from 'vitest';
import { type Box, wirePath } from '#renderer/features/build/wire-path.ts';

const at = (x: number, y: number): Box => ({ left: x, top: y, right: x + 208, bottom: y + 56 });
/** The points a path touches, corners as they are cut. */
function points(path: string): { x: number; y: number }[] {
  return [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}
/** Whether any straight piece of it runs through a box. */
function through(path: string, box: Box): boolean {
  const all = points(path);
  return all.some((end, index) => {
    const start = all[index - 1] ?? end;
    return (
      Math.max(start.x, end.x) > box.left &&
      Math.min(start.x, end.x) < box.right &&
      Math.max(start.y, end.y) > box.top &&
      Math.min(start.y, end.y) < box.bottom
    );
  });
}

describe('the way of a wire', () => {
  it('is straight between blocks one above the other', () => {
    expect(wirePath({ x: 104, y: 56 }, { x: 104, y: 88 }, [])).toBe('M104 56L104 88');
  });
  it('bends once to a block beside', () => {
    const path = wirePath({ x: 104, y: 56 }, { x: 360, y: 88 }, []);
    expect(new Set(points(path).map(({ y }) => y))).toEqual(new Set([56, 64, 72, 80, 88]));
  });
  it('goes around a block in between that is not its own', () => {
    const between = at(0, 88);
    const path = wirePath({ x: 104, y: 56 }, { x: 104, y: 176 }, [between]);
    expect(through(path, between)).toBe(false);
  });
  it('takes the nearer side', () => {
    const path = wirePath({ x: 104, y: 56 }, { x: 104, y: 176 }, [at(69, 88)]);
    expect(Math.min(...points(path).map(({ x }) => x))).toBe(49);
    expect(Math.max(...points(path).map(({ x }) => x))).toBe(104);
  });
  it('goes around several that stand side by side', () => {
    const row = [at(-180, 88), at(60, 88)];
    const path = wirePath({ x: 104, y: 56 }, { x: 104, y: 176 }, row);
    expect(row.some((box) => through(path, box))).toBe(false);
  });
  it('leads upwards beside both blocks, where a circle is drawn', () => {
    const path = wirePath({ x: 104, y: 232 }, { x: 104, y: 0 }, []);
    expect(points(path).some(({ x }) => x <= 0 || x >= 208)).toBe(true);
    expect(path.endsWith('L104 0')).toBe(true);
  });
  it('is there even where blocks lie on each other so that there is no way', () => {
    const heap = Array.from({ length: 9 }, (_, n) => at(n * 100 - 400, 40));
    expect(wirePath({ x: 104, y: 56 }, { x: 200, y: 88 }, heap)).toMatch(/^M104 56.*L200 88$/);
  });
});
