import { z } from 'zod';
import { size } from '../../../numbers.ts';
import { imagePreprocessing, imageShape } from '../../images.ts';
import type { ColumnEncoder } from './encoder.ts';

const missing = z.literal('drop');
const settings = z.object({ kind: z.literal('image'), missing, image: imagePreprocessing });
const state = z.object({ kind: z.literal('image'), missing: z.object({ kind: missing }), image: imagePreprocessing });

const channelNames: Readonly<Record<number, readonly string[]>> = {
  1: ['grey'],
  3: ['red', 'green', 'blue'],
  4: ['red', 'green', 'blue', 'alpha'],
};

/** A feature a pixel and channel, 0 to 255, [height, width, channels] row by row. */
export const image: ColumnEncoder<z.infer<typeof settings>, z.infer<typeof state>> = {
  kind: 'image',
  title: 'Pixels of an image',
  summary: 'The picture that the cell names, in one size for all, for Conv2D: what it shows counts.',
  takes: ['image'],
  settings,
  state,
  fit: ({ missing: kind, image: how }) => ({ kind: 'image', missing: { kind }, image: how }),
  features({ image: how }, name) {
    const [height, width, channels] = imageShape(how);
    const names = channelNames[channels] ?? [];
    return Array.from({ length: height * width * channels }, (_, place) => {
      const pixel = Math.floor(place / channels);
      return `${name}, ${Math.floor(pixel / width) + 1}, ${(pixel % width) + 1}, ${names[place % channels]}`;
    });
  },
  part: ({ image: how }) => ({ shape: imageShape(how), data: { kind: 'images' } }),
  writer({ image: how }, { values, pixels }) {
    const length = size(imageShape(how));
    if (pixels === undefined) throw new TypeError('a column of images must come with their pixels');
    return (row, into, offset) => {
      const place = values[row] ?? Number.NaN;
      if (Number.isNaN(place)) into.fill(Number.NaN, offset, offset + length);
      else into.set(pixels.subarray(place * length, (place + 1) * length), offset);
    };
  },
};
