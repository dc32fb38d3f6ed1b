import { describe, expect, it } from 'vitest';
import { decodeGif } from '#main/importers/images/gif.ts';
import { readHeader } from '#main/importers/images/header.ts';
import { ImageProblem } from '#main/importers/images/problem.ts';
import { avifOf, bmpOf, gifOf, gradient, jpegOf, pngOf, rawPng, tiffOf, webpOf } from '#test/helpers/image-files.ts';

const image = gradient(24, 16);
const formats = {
  png: pngOf(image),
  jpeg: jpegOf(image),
  webp: webpOf(image),
  bmp: bmpOf(image),
  gif: gifOf(24, 16, [[1, 2, 3]], () => 0),
  tiff: tiffOf(image),
};

describe.each(Object.entries(formats))('%s', (format, bytes) => {
  it('tells its size', () => {
    expect(readHeader(bytes)).toMatchObject({ format, width: 24, height: 16, orientation: 1 });
  });

  it('ends in an ImageProblem, nothing else, wherever it is cut', () => {
    for (let length = 0; length < bytes.length; length += 1) {
      try {
        readHeader(bytes.subarray(0, length));
      } catch (error) {
        expect(error).toBeInstanceOf(ImageProblem);
      }
    }
  });
});

// Decoders fill these up with grey or take what there is; BMP's and GIF's own say so themselves.
it.each(['png', 'jpeg', 'webp', 'tiff'] as const)('a %s that is cut off is refused before it is decoded', (format) => {
  const bytes = formats[format];
  for (const length of [Math.floor(bytes.length * 0.9), Math.floor(bytes.length / 2)]) {
    expect(() => readHeader(bytes.subarray(0, length))).toThrow('got a file that is cut off');
  }
});

it.each([
  ['an empty file', Buffer.alloc(0), 'got an empty file'],
  ['text', Buffer.from('This is no image.\n'), 'got text'],
  ['text in another script', Buffer.from('Это не картинка — 图像'), 'got text'],
  [
    'a drawing',
    Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
    'got an SVG drawing, which Unfold does not read',
  ],
  ['a page', Buffer.from('<html><script>alert(1)</script></html>'), 'got text'],
  ['a PDF', Buffer.from('%PDF-1.7\n\0'), 'got a PDF'],
  ['zeros', Buffer.alloc(5000), 'got nothing but zeros'],
  ['noise', Buffer.from([0, 1, 2, 250, 251, 252]), 'got something unknown'],
  ['AVIF', avifOf(image), 'got an AVIF image, which Unfold does not read'],
])('%s is named', (_, bytes, message) => {
  expect(() => readHeader(bytes)).toThrow(message);
});

describe('bombs', () => {
  it('a JPEG of 5 KB that claims 64,250 × 64,250 is refused by its header', () => {
    const bytes = Buffer.concat([jpegOf(image), Buffer.alloc(4000)]);
    const frame =
      bytes.indexOf(Buffer.from([0xff, 0xc0])) >= 0 ? bytes.indexOf(Buffer.from([0xff, 0xc0])) : bytes.indexOf(Buffer.from([0xff, 0xc2]));
    bytes.writeUInt16BE(64250, frame + 5);
    bytes.writeUInt16BE(64250, frame + 7);
    expect(() => readHeader(bytes)).toThrow('got 64,250×64,250 pixels, more than 100 megapixels');
  });

  it('a PNG of 30,000 × 30,000 is refused', () => {
    expect(() => readHeader(rawPng(30000, 30000, 8, 2, new Uint8Array(100)))).toThrow('got 30,000×30,000 pixels, more than 100 megapixels');
  });

  it('a size of nothing is refused', () => {
    expect(() => readHeader(rawPng(0, 10, 8, 2, new Uint8Array()))).toThrow('got an image of 0×10 pixels');
  });

  it('a GIF whose frame is larger than its screen is refused by the frame', () => {
    const bytes = gifOf(4, 4, [[0, 0, 0]], () => 0);
    // Header, screen, 128 colours, then the frame: its mark, left, top, width, height.
    const frame = 6 + 7 + 128 * 3;
    expect(bytes[frame]).toBe(0x2c);
    bytes.writeUInt16LE(60000, frame + 5);
    bytes.writeUInt16LE(60000, frame + 7);
    expect(() => decodeGif(bytes)).toThrow('got 60,000×60,000 pixels, more than 100 megapixels');
  });
});
