import { describe, expect, it } from 'vitest';
import type { ImagePreprocessing } from '#app/data/images.ts';
import { decodeNow } from '#main/importers/images/decode.ts';
import {
  bmpOf,
  gifOf,
  gradient,
  gray16Png,
  jpegOf,
  jpegTurned,
  palettePng,
  paletteTiff,
  picture,
  pngOf,
  pngTurned,
  pngWithAlpha,
  tiffOf,
  tiffTurned,
  webpOf,
  webpTurned,
} from '#test/helpers/image-files.ts';

const as = (part: Partial<ImagePreprocessing> = {}): ImagePreprocessing => ({
  kind: 'images',
  width: 24,
  height: 16,
  channels: 'rgb',
  fit: 'stretch',
  background: 0,
  ...part,
});
const rgb = (pixels: Uint8Array) => [...pixels.filter((_, i) => i % 4 !== 3)];
const largest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

describe('formats', () => {
  const image = gradient();

  it.each([
    ['png', pngOf(image)],
    ['webp', webpOf(image)],
    ['bmp', bmpOf(image)],
    ['tiff', tiffOf(image)],
  ])('%s comes out as it went in', (_, bytes) => {
    expect([...decodeNow(bytes, as()).pixels]).toEqual(rgb(image.pixels));
  });

  it('jpeg comes out within its loss', () => {
    expect(largest(decodeNow(jpegOf(image), as()).pixels, rgb(image.pixels))).toBeLessThan(40);
  });

  it('a PNG of 16 bits is rounded to 8', () => {
    const bytes = gray16Png(4, 1, (x) => [0, 128, 129, 65535][x] ?? 0);
    expect([...decodeNow(bytes, as({ width: 4, height: 1, channels: 'gray' })).pixels]).toEqual([0, 0, 1, 255]);
  });

  it('a palette is looked up', () => {
    const bytes = palettePng(
      2,
      1,
      [
        [10, 20, 30],
        [200, 100, 50],
      ],
      (x) => x,
    );
    expect([...decodeNow(bytes, as({ width: 2, height: 1 })).pixels]).toEqual([10, 20, 30, 200, 100, 50]);
  });

  it('a palette TIFF, which the first decoder does not know, is read by the second', () => {
    const bytes = paletteTiff(3, 2, (x, y) => x + y * 3);
    expect([...decodeNow(bytes, as({ width: 3, height: 2, channels: 'gray' })).pixels]).toEqual([0, 17, 34, 51, 68, 85]);
  });

  it('what a file is, its content says, not its name: a JPEG is read without any', () => {
    expect(decodeNow(jpegOf(image), as()).original).toEqual({ width: 24, height: 16 });
  });
});

describe('gif', () => {
  const palette = Array.from({ length: 120 }, (_, i) => [i * 2, 255 - i * 2, i]);
  const colour = (x: number, y: number) => (x * 7 + y * 3) % 120;
  const expected = (width: number, height: number) => rgb(picture(width, height, (x, y) => palette[colour(x, y)] ?? []).pixels);

  it('gives its first frame', () => {
    const bytes = gifOf(24, 16, palette, colour, { animated: true });
    expect([...decodeNow(bytes, as()).pixels]).toEqual(expected(24, 16));
  });

  it('is put in order where its rows are interlaced', () => {
    const bytes = gifOf(24, 21, palette, colour, { interlaced: true });
    expect([...decodeNow(bytes, as({ height: 21 })).pixels]).toEqual(expected(24, 21));
  });

  it('shows the background where the frame leaves pixels out', () => {
    const bytes = gifOf(4, 1, palette, (x) => x, { transparent: 2, width: 3 });
    const { pixels } = decodeNow(bytes, as({ width: 4, height: 1, background: 77 }));
    expect([...pixels.subarray(6)]).toEqual([77, 77, 77, 77, 77, 77]);
  });
});

describe('orientation', () => {
  // Where the pixel that is shown at (x, y) lies in the file, of width w and height h: EXIF 2.32, 4.6.4.
  const source: Record<number, (x: number, y: number, w: number, h: number) => [number, number]> = {
    1: (x, y) => [x, y],
    2: (x, y, w) => [w - 1 - x, y],
    3: (x, y, w, h) => [w - 1 - x, h - 1 - y],
    4: (x, y, _, h) => [x, h - 1 - y],
    5: (x, y) => [y, x],
    6: (x, y, _, h) => [y, h - 1 - x],
    7: (x, y, w, h) => [w - 1 - y, h - 1 - x],
    8: (x, y, w) => [w - 1 - y, x],
  };
  const image = gradient();
  const turned = (orientation: number) => {
    const size = orientation > 4 ? [16, 24] : [24, 16];
    return picture(size[0] ?? 0, size[1] ?? 0, (x, y) => {
      const [fromX, fromY] = source[orientation]?.(x, y, 24, 16) ?? [0, 0];
      const at = (fromY * 24 + fromX) * 4;
      return [...image.pixels.subarray(at, at + 3)];
    });
  };

  describe.each([1, 2, 3, 4, 5, 6, 7, 8])('%i', (orientation) => {
    const { width, height, pixels } = turned(orientation);
    it.each([
      ['png', pngTurned(pngOf(image), orientation)],
      ['webp', webpTurned(webpOf(image), image, orientation)],
      ['tiff', tiffTurned(image, orientation)],
    ])('turns a %s upright', (_, bytes) => {
      const decoded = decodeNow(bytes, as({ width, height }));
      expect(decoded.original).toEqual({ width, height });
      expect([...decoded.pixels]).toEqual(rgb(pixels));
    });

    it('turns a jpeg upright', () => {
      const decoded = decodeNow(jpegTurned(jpegOf(image), orientation), as({ width, height }));
      expect(largest(decoded.pixels, rgb(pixels))).toBeLessThan(40);
    });

    it('turns an image with alpha upright, too', () => {
      const decoded = decodeNow(pngTurned(pngWithAlpha(image), orientation), as({ width, height, channels: 'rgba' }));
      expect([...decoded.pixels]).toEqual([...pixels]);
    });
  });
});
