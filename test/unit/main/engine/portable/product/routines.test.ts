import { describe, expect, it } from 'vitest';
import { multiplyRoutine, tileColumns, tileRows } from '#main/engine/portable/product/multiply.ts';
import { packRoutine } from '#main/engine/portable/product/pack.ts';
import { compile } from '#main/engine/portable/wasm/compile.ts';
import { webAssembly } from '#main/engine/portable/wasm/web-assembly.ts';

const memory = new webAssembly.Memory({ initial: 16 });
const floats = new Float32Array(memory.buffer);
const { pack6, multiply } = compile(memory, { pack6: packRoutine(6), multiply: multiplyRoutine() });

describe('pack', () => {
  /** 8 lines of 3 floats: line · 10 + depth. */
  const source = Array.from({ length: 24 }, (_, index) => Math.floor(index / 3) * 10 + (index % 3));

  it('interleaves lines into panels and fills the last panel up with its last line', () => {
    floats.set(source, 1000);
    pack6(0, 4000, 8, 3, 12, 4);
    expect([...floats.subarray(0, 6)]).toEqual([0, 10, 20, 30, 40, 50]);
    expect([...floats.subarray(12, 18)]).toEqual([2, 12, 22, 32, 42, 52]);
    expect([...floats.subarray(18, 24)]).toEqual([60, 70, 70, 70, 70, 70]);
  });

  it('reads the same memory transposed by other steps', () => {
    floats.set(source, 1000);
    pack6(0, 4000, 3, 8, 4, 12);
    expect([...floats.subarray(0, 12)]).toEqual([0, 1, 2, 2, 2, 2, 10, 11, 12, 12, 12, 12]);
  });
});

describe('multiply', () => {
  /** Panels of the matrix whose element (line, depth) is given, as pack makes them. */
  const panels = (lines: number, depth: number, width: number, element: (line: number, depth: number) => number): number[] => {
    const whole = Math.ceil(lines / width);
    return Array.from({ length: whole * depth * width }, (_, index) => {
      const line = Math.floor(index / (depth * width)) * width + (index % width);
      return element(line, Math.floor(index / width) % depth);
    });
  };
  const left = (row: number, inner: number) => ((row * 7 + inner * 3) % 11) - 5;
  const right = (column: number, inner: number) => ((column * 5 + inner * 2) % 13) - 6;
  const expected = (row: number, column: number, depth: number) =>
    Array.from({ length: depth }, (_, inner) => left(row, inner) * right(column, inner)).reduce((sum, term) => sum + term, 0);

  const a = 0;
  const b = 40_000;
  const c = 120_000;
  const run = (rows: number, columns: number, depth: number, stride: number, adding: number) => {
    floats.set(panels(rows, depth, tileRows, left), a / 4);
    floats.set(panels(columns, depth, tileColumns, right), b / 4);
    floats.fill(1000, c / 4, c / 4 + 30 * stride);
    multiply(a, b, c, rows, columns, depth, stride * 4, adding);
  };

  // Around the tile of 6 × 8, and depths that do and do not divide by the unrolled 4.
  const sizes = [1, 5, 6, 7, 12, 13].flatMap((rows) =>
    [1, 7, 8, 9, 16, 19].flatMap((columns) => [1, 3, 4, 9].map((depth) => [rows, columns, depth])),
  );
  it.each(sizes)('computes %i × %i from depth %i and nothing beside', (rows = 0, columns = 0, depth = 0) => {
    const stride = columns + 3;
    run(rows, columns, depth, stride, 0);
    for (let row = 0; row < rows + 2; row++) {
      for (let column = 0; column < stride; column++) {
        const inside = row < rows && column < columns;
        expect(floats[c / 4 + row * stride + column]).toBe(inside ? expected(row, column, depth) : 1000);
      }
    }
  });

  it('adds to what is there', () => {
    run(7, 9, 5, 9, 1);
    for (let row = 0; row < 7; row++) {
      for (let column = 0; column < 9; column++) expect(floats[c / 4 + row * 9 + column]).toBe(1000 + expected(row, column, 5));
    }
  });
});
