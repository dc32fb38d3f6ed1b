import { describe, expect, it } from 'vitest';
import { decodeNow } from '#main/importers/images/decode.ts';
import { freeDecoded } from '#main/importers/images/native-memory.ts';
import { ImageProblem } from '#main/importers/images/problem.ts';
import { drawn } from '#test/helpers/drawn.ts';
import {
  bmpOf,
  gifOf,
  gradient,
  gray16Png,
  jpegOf,
  jpegTurned,
  palettePng,
  paletteTiff,
  pngOf,
  pngTurned,
  pngWithAlpha,
  tiffOf,
  tiffTurned,
  webpOf,
  webpTurned,
  writeClasses,
  writeFiles,
} from '#test/helpers/image-files.ts';
import { imported } from '#test/helpers/imports.ts';
import { openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

const image = gradient(40, 30);
const palette = Array.from({ length: 100 }, (_, i) => [i, 255 - i, i * 2, 200]);
const valid: readonly { ending: string; bytes: Buffer }[] = [
  { ending: 'png', bytes: pngOf(image) },
  { ending: 'png', bytes: pngTurned(pngWithAlpha(image), 6) },
  { ending: 'png', bytes: gray16Png(20, 20, (x, y) => x * y * 100) },
  { ending: 'png', bytes: palettePng(20, 20, palette, (x, y) => (x * y) % 100) },
  { ending: 'jpg', bytes: jpegTurned(jpegOf(image), 5) },
  { ending: 'webp', bytes: webpTurned(webpOf(image), image, 3) },
  { ending: 'bmp', bytes: bmpOf(image) },
  { ending: 'tif', bytes: tiffOf(image) },
  { ending: 'tif', bytes: tiffTurned(image, 8) },
  { ending: 'tif', bytes: paletteTiff(20, 20, (x) => x % 16) },
  { ending: 'gif', bytes: gifOf(40, 30, palette, (x, y) => (x + y) % 100, { interlaced: true, transparent: 3 }) },
];

/** Mutant n: bits turned, bytes overwritten with extremes, a piece cut out, doubled or cut off. */
function mutant(number: number): { ending: string; bytes: Buffer } {
  const random = drawn(number);
  const source = valid[number % valid.length] ?? { ending: 'png', bytes: Buffer.alloc(0) };
  const bytes = Buffer.from(source.bytes);
  // Headers decide more than pixels do: half of the changes fall there.
  const place = () => random.whole(0, (random.whole(0, 1) === 0 ? Math.min(64, bytes.length) : bytes.length) - 1);
  switch (random.pick(['flip', 'flip', 'extreme', 'word', 'cut', 'remove', 'double'])) {
    case 'flip':
      for (let i = random.whole(1, 8); i > 0; i -= 1) {
        const at = place();
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.whole(0, 7));
      }
      return { ...source, bytes };
    case 'extreme':
      for (let i = random.whole(1, 4); i > 0; i -= 1) bytes[place()] = random.pick([0, 1, 127, 128, 254, 255]);
      return { ...source, bytes };
    case 'word':
      bytes.writeUInt32LE(random.pick([0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffe]), Math.min(place(), bytes.length - 4));
      return { ...source, bytes };
    case 'cut':
      return { ...source, bytes: bytes.subarray(0, random.whole(0, bytes.length)) };
    case 'remove': {
      const at = place();
      return { ...source, bytes: Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.whole(1, 40))]) };
    }
    default: {
      const at = place();
      return { ...source, bytes: Buffer.concat([bytes.subarray(0, at + random.whole(1, 200)), bytes.subarray(at)]) };
    }
  }
}

const count = process.env['UNFOLD_LONG'] ? 10_000 : 100;

it(`${count} damaged files cost no decoder its life, and each is an item or is listed with its reason`, async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 3, dog: 3 });
  for (let number = 0; number < count; number += 1) {
    const { ending, bytes } = mutant(number);
    writeFiles(folder, { [`cat/mutant-${number}.${ending}`]: bytes });
  }
  const { report } = await imported(opened, { folder, preprocessing: { kind: 'images', width: 16, height: 16 } });
  expect(report.items + report.skipped.length).toBe(count + 6);
  expect(report.skipped.filter(({ reason }) => !/^got /.test(reason))).toEqual([]);
  expect(report.skipped.filter(({ reason }) => /survive|confuses/.test(reason))).toEqual([]);
  expect(opened.lines.filter((line) => line['message'] === 'an image decoder ended')).toEqual([]);
});

describe.each(['cover', 'contain'] as const)('%s', (fit) => {
  it('of damaged files ends in pixels or an ImageProblem, never in another error', async () => {
    for (let number = 0; number < count; number += 1) {
      const { bytes } = mutant(number + 500_000);
      try {
        const { pixels } = decodeNow(bytes, {
          kind: 'images',
          width: 13,
          height: 9,
          channels: number % 2 ? 'rgba' : 'gray',
          fit,
          background: 3,
        });
        expect(pixels.length).toBe(13 * 9 * (number % 2 ? 4 : 1));
      } catch (error) {
        expect(error, `mutant ${number + 500_000}`).toBeInstanceOf(ImageProblem);
      }
      await freeDecoded();
    }
  });
});
