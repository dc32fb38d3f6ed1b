import { describe, expect, it } from 'vitest';
import { decodeNumbers, type Encoding, encodeNumbers } from '#main/datasets/columns/number-encoding.ts';
import { drawn } from '#test/helpers/drawn.ts';

/** What comes back of numbers, whole and in part, and how they were kept. */
function there(values: readonly number[]): { encoding: Encoding; bytes: number } {
  const encoded = encodeNumbers(Float64Array.from(values));
  const { bytes, ...head } = encoded;
  const width = bytes.length / values.length;
  const part = (from: number, to: number) => {
    const into = new Float64Array(to - from);
    decodeNumbers(head, bytes.slice(from * width, to * width), from, into);
    return [...into];
  };
  expect(part(0, values.length)).toEqual(values);
  const [from, to] = [Math.floor(values.length / 3), Math.ceil(values.length / 2)];
  expect(part(from, to)).toEqual(values.slice(from, to));
  return { encoding: encoded.encoding, bytes: bytes.length };
}

const { NaN: missing } = Number;

describe('numbers are kept as narrow as gives them back to the bit', () => {
  it.each<[string, number[], Encoding]>([
    ['one value', [3.7], 'constant'],
    ['the same everywhere', [-0, -0, -0], 'constant'],
    ['nothing but missing ones', [missing, missing], 'constant'],
    ['lines one after another', [2, 3, 4, 5], 'ramp'],
    ['times at even distances', [1.7e12, 1.7e12 + 6e4, 1.7e12 + 12e4], 'ramp'],
    ['small whole numbers', [-127, 127, 0, missing], 'int8'],
    ['whole numbers', [128, -32_767, missing], 'int16'],
    ['large whole numbers', [32_768, -(2 ** 31 - 1), missing], 'int32'],
    ['cents', [12.34, 0.07, missing, -1.1], 'int16'],
    ['many decimals', [0.000_001, 123.456_789, missing], 'int32'],
    ['whole numbers beyond 32 bits', [2 ** 31, 1, 2 ** 53], 'float32'],
    ['halves of any size', [2 ** 40 + 0.5, 1, 7], 'float64'],
    ['negative zero', [-0, 1, 2.5], 'float32'],
    ['thirds', [1 / 3, 2 / 3, 5], 'float64'],
    ['the largest and the least', [Number.MAX_VALUE, Number.MIN_VALUE, missing], 'float64'],
  ])('%s', (_, values, encoding) => {
    expect(there(values).encoding).toBe(encoding);
  });

  it('drawn ones of all kinds', () => {
    for (let seed = 0; seed < 2000; seed += 1) {
      const random = drawn(seed);
      const power = 10 ** random.whole(0, 12);
      const size = 2 ** random.whole(1, 53);
      const draw = () => (random.whole(0, 20) === 0 ? missing : Math.round(random.whole(-size, size)) / power);
      there(Array.from({ length: random.whole(1, 30) }, draw));
    }
  });

  it('a byte each where that is enough', () => {
    expect(there(Array.from({ length: 1000 }, (_, row) => (row * 7) % 100)).bytes).toBe(1000);
  });
});
