import { describe, expect, it } from 'vitest';
import { decode, encode } from '#app/contract/codec.ts';

const there = (value: unknown): unknown => decode(encode(value));

describe('what travels between doors', () => {
  it.each([
    ['Float32Array', Float32Array.of(1.5, Number.NaN, -0)],
    ['Float64Array', Float64Array.of(Math.PI, 2 ** 53, -Infinity)],
    ['Int32Array', Int32Array.of(-1, 2 ** 31 - 1)],
    ['Uint8Array', Uint8Array.of(0, 255)],
  ])('a %s arrives as it left', (_name, array) => {
    expect(there({ array })).toEqual({ array });
  });

  it('a view carries only its own part', () => {
    expect(there(Float64Array.of(1, 2, 3).subarray(1, 2))).toEqual(Float64Array.of(2));
  });

  it('what is undefined is left out, not turned into null', () => {
    expect(there({ name: undefined, id: 1 })).toEqual({ id: 1 });
  });

  it('milliseconds since 1970 stay whole numbers', () => {
    expect(there(1_795_184_952_813)).toBe(1_795_184_952_813);
  });

  it('half a message throws', () => {
    expect(() => decode(encode({ a: 'long enough' }).slice(0, 5))).toThrow();
  });
});
