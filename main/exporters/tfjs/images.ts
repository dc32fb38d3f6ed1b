import { channelCount } from '#app/data/images.ts';
import type { ImageExportData } from '../exporter.ts';
import { imagesReadme } from './images-readme.ts';
import type { KindFiles } from './kind-files.ts';
import { labelOf, outputOf } from './output.ts';

/** All that a stranger must do to a picture before, what comes out, and how to check it. */
export function imageFiles({ preprocessing, examples }: ImageExportData, labels: readonly string[]): KindFiles {
  const { width, height, channels, fit, background } = preprocessing;
  const shape: [number, number, number] = [height, width, channelCount[channels]];
  return {
    about: () => ({
      preprocessing: {
        kind: 'images',
        width,
        height,
        channels,
        fit,
        background,
        filter: 'triangle',
        orientation: 'turned as its EXIF data says, before anything else',
        scale: 'in the model: it takes pixels from 0 to 255',
      },
      input: { shape: [null, ...shape], dtype: 'float32', least: 0, most: 255 },
      output: outputOf('class', labels),
      labels,
      examples: examples.map(({ label, pixels, outputs }) => ({
        label: labelOf(label, labels),
        pixels: Buffer.from(pixels).toString('base64'),
        probabilities: [...outputs],
      })),
    }),
    files: () => ({ 'README.txt': imagesReadme(preprocessing, labels) }),
    question: async (tf) => {
      const pixels = Float32Array.from(Buffer.concat(examples.map((example) => example.pixels)));
      return { input: tf.tensor4d(pixels, [examples.length, ...shape]), answersOf: (outputs) => outputs };
    },
  };
}
