import { Transformer } from '@napi-rs/image';
import { expect, it } from 'vitest';
import { encodePng } from '#main/importers/images/png.ts';

it.each([1, 3, 4])('a decoder reads %i channels as they were written', (channels) => {
  const pixels = Uint8Array.from({ length: 5 * 3 * channels }, (_, i) => (i * 29) % 256);
  const bytes = encodePng(pixels, 5, 3, channels);
  expect([...new Transformer(bytes).rawPixelsSync()]).toEqual([...pixels]);
});

it('refuses pixels that do not fill the picture', () => {
  expect(() => encodePng(new Uint8Array(10), 2, 2, 3)).toThrow('got 10 bytes for 2×2×3');
});
