import { describe, expect, it } from 'vitest';
import { placement } from '#app/data/fit.ts';
import type { ImagePreprocessing } from '#app/data/images.ts';
import { decodeNow } from '#main/importers/images/decode.ts';
import { gradient, numbered, type Picture, picture, pngOf, pngWithAlpha, rawPng } from '#test/helpers/image-files.ts';
import { expectBelow } from '#test/helpers/speed.ts';

const as = (part: Partial<ImagePreprocessing>): ImagePreprocessing => ({
  kind: 'images',
  width: 9,
  height: 7,
  channels: 'rgb',
  fit: 'stretch',
  background: 0,
  ...part,
});

/** Weights of the triangle filter for one place of `to`: what antialiased bilinear means, in floating point. */
function weights(place: number, from: number, to: number): { at: number; weight: number }[] {
  const scale = Math.max(1, from / to);
  const centre = ((place + 0.5) * from) / to;
  const all = Array.from({ length: from }, (_, at) => ({ at, weight: Math.max(0, 1 - Math.abs(at + 0.5 - centre) / scale) }));
  const sum = all.reduce((total, { weight }) => total + weight, 0);
  return all.filter(({ weight }) => weight > 0).map(({ at, weight }) => ({ at, weight: weight / sum }));
}

/** The plain reference: one channel of a rectangle of the picture, resized. */
function resized(
  image: Picture,
  box: { x: number; y: number; width: number; height: number },
  width: number,
  height: number,
  channel: number,
): number[] {
  return Array.from({ length: width * height }, (_, i) => {
    const across = weights(i % width, box.width, width);
    const down = weights(Math.floor(i / width), box.height, height);
    let sum = 0;
    for (const row of down) {
      for (const column of across) {
        sum += row.weight * column.weight * (image.pixels[((box.y + row.at) * image.width + box.x + column.at) * 4 + channel] ?? 0);
      }
    }
    return sum;
  });
}

/** Noise, so that no mistake of a pixel's place goes unseen. */
const noisy = picture(40, 26, (x, y) => [(x * 131 + y * 57) % 256, (x * 17 + y * 191) % 256, (x * y * 13) % 256]);

describe.each(['stretch', 'cover', 'contain'] as const)('%s', (fit) => {
  it.each([
    { width: 9, height: 7 },
    { width: 32, height: 8 },
    { width: 8, height: 32 },
    { width: 50, height: 60 },
  ])('is what the plain reference says, to one level: $width × $height', ({ width, height }) => {
    const { pixels } = decodeNow(pngOf(noisy), as({ width, height, fit, background: 99 }));
    const { crop, size, x: left, y: top } = placement(noisy, { width, height, fit });
    let worst = 0;
    for (let channel = 0; channel < 3; channel += 1) {
      const wanted = resized(noisy, crop, size.width, size.height, channel);
      for (let y = 0; y < height; y += 1) {
        for (let x = 0; x < width; x += 1) {
          const inside = x >= left && x < left + size.width && y >= top && y < top + size.height;
          const value = inside ? (wanted[(y - top) * size.width + x - left] ?? Number.NaN) : 99;
          worst = Math.max(worst, Math.abs((pixels[(y * width + x) * 3 + channel] ?? Number.NaN) - value));
        }
      }
    }
    expect(worst).toBeLessThanOrEqual(1.01);
  });
});

describe('channels', () => {
  it('grey is the luminance that Pillow and Keras take', () => {
    const image = picture(
      3,
      1,
      (x) =>
        [
          [255, 0, 0],
          [0, 255, 0],
          [0, 0, 255],
        ][x] ?? [],
    );
    expect([...decodeNow(pngOf(image), as({ width: 3, height: 1, channels: 'gray' })).pixels]).toEqual([76, 150, 29]);
  });

  it('rgba of an opaque image is opaque', () => {
    const { pixels } = decodeNow(pngOf(gradient()), as({ channels: 'rgba' }));
    expect(pixels.filter((_, i) => i % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
  });

  it('rgba around a contained image is transparent, with the background under it', () => {
    const { pixels } = decodeNow(pngOf(gradient(8, 4)), as({ width: 4, height: 4, channels: 'rgba', fit: 'contain', background: 50 }));
    expect([...pixels.subarray(0, 4)]).toEqual([50, 50, 50, 0]);
  });
});

describe('alpha', () => {
  const half = picture(2, 1, (x) => [200, 100, 0, x === 0 ? 0 : 128]);

  it('is laid over the background', () => {
    const { pixels } = decodeNow(pngWithAlpha(half), as({ width: 2, height: 1, background: 60 }));
    expect([...pixels]).toEqual([60, 60, 60, 130, 80, 30]);
  });

  it('is kept where four channels are asked for, and what is invisible becomes background', () => {
    const { pixels } = decodeNow(pngWithAlpha(half), as({ width: 2, height: 1, channels: 'rgba', background: 60 }));
    const [, , , first, red = 0, , , second] = pixels;
    expect([first, second]).toEqual([0, 128]);
    expect(Math.abs(red - 200)).toBeLessThanOrEqual(1);
  });

  it('lets no colour bleed out of transparent pixels', () => {
    // Green is invisible; shrunk to one pixel, only the red half may be seen.
    const image = picture(4, 4, (x) => (x < 2 ? [0, 255, 0, 0] : [255, 0, 0, 255]));
    const { pixels } = decodeNow(pngWithAlpha(image), as({ width: 1, height: 1, channels: 'rgba' }));
    expect(pixels[1]).toBe(0);
    expect(pixels[0]).toBeGreaterThan(250);
    expect(Math.abs((pixels[3] ?? 0) - 128)).toBeLessThanOrEqual(2);
  });

  it('that is nowhere used changes nothing: both ways through the decoder give the same pixels', () => {
    for (const fit of ['stretch', 'contain'] as const) {
      for (const channels of ['rgb', 'gray', 'rgba'] as const) {
        const wanted = as({ fit, channels, width: 11, height: 13 });
        expect(decodeNow(pngWithAlpha(noisy), wanted).pixels).toEqual(decodeNow(pngOf(noisy), wanted).pixels);
      }
    }
  });
});

it('16 bits are rounded the same on both ways through the decoder', () => {
  const level = (x: number, y: number, channel: number) => (x * 4099 + y * 257 * 31 + channel * 20011) % 65536;
  const rows = (samples: number) => {
    const bytes = Buffer.alloc((1 + 20 * samples * 2) * 10);
    for (let y = 0; y < 10; y += 1) {
      for (let x = 0; x < 20; x += 1) {
        for (let channel = 0; channel < samples; channel += 1) {
          bytes.writeUInt16BE(channel === 3 ? 65535 : level(x, y, channel), y * (1 + 20 * samples * 2) + 1 + (x * samples + channel) * 2);
        }
      }
    }
    return bytes;
  };
  const wanted = as({ width: 20, height: 10 });
  // RGB goes the quick way, RGBA the thorough one.
  expect(decodeNow(rawPng(20, 10, 16, 6, rows(4)), wanted).pixels).toEqual(decodeNow(rawPng(20, 10, 16, 2, rows(3)), wanted).pixels);
});

it('a line of 5,000 × 1 pixels is covered without becoming millions', () => {
  const line = picture(5000, 1, (x) => [x % 256]);
  const start = performance.now();
  expect(decodeNow(pngOf(line), as({ width: 32, height: 32, fit: 'cover' })).pixels.length).toBe(32 * 32 * 3);
  expectBelow(performance.now() - start, 1000);
});

it('the same bytes give the same pixels', () => {
  const bytes = pngOf(numbered(5, 96, 96));
  expect(decodeNow(bytes, as({})).pixels).toEqual(decodeNow(bytes, as({})).pixels);
});
