import { expect, it } from 'vitest';
import { decodeGif } from '#main/importers/images/gif.ts';

/** The worked example of https://www.matthewflickinger.com/lab/whatsinagif/: 10×10, white 0, red 1, blue 2, learned strings. */
const sample = Buffer.from(
  '4749463839610a000a00910000ffffffff00000000ff00000021f90400000000002c000000000a000a000002168c2d99872a1cdc33a00275ec95faa8de608c04914c01003b',
  'hex',
);
const rows = [
  '1111122222',
  '1111122222',
  '1111122222',
  '1110000222',
  '1110000222',
  '2220000111',
  '2220000111',
  '2222211111',
  '2222211111',
  '2222211111',
];
const colours: Record<string, number[]> = { 0: [255, 255, 255, 255], 1: [255, 0, 0, 255], 2: [0, 0, 255, 255] };

it('undoes strings that were learned on the way', () => {
  expect([...decodeGif(sample).pixels]).toEqual([...rows.join('')].flatMap((index) => colours[index] ?? []));
});

it.each([
  ['in its colours', 20],
  ['in its picture', sample.length - 10],
  ['before its last code', sample.length - 3],
])('refuses one that ends %s', (_, length) => {
  expect(() => decodeGif(sample.subarray(0, length))).toThrow('got a file that is cut off');
});

it('refuses a code that was never learned', () => {
  const broken = Buffer.from(sample);
  // The first code after "clear" must be a colour; 7 is none.
  broken[sample.indexOf(Buffer.from([0x16, 0x8c])) + 1] = 0xbc;
  expect(() => decodeGif(broken)).toThrow('a code that is not there');
});
