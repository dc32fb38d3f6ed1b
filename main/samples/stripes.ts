import type { Draws } from '#app/runs/random.ts';
import { between, drawsOf, paint } from './drawing.ts';
import { samplePixels } from './sample-pixels.ts';
import type { ImageSample } from './sample-set.ts';

/** How much of a place has the second colour, 0 to 1; u and v are counted in turns of the pattern. */
type Pattern = (u: number, v: number) => number;

const wave = (turns: number): number => Math.sin(2 * Math.PI * turns);
/** Steepens a wave to stripes with soft borders. */
const stripe = (value: number): number => Math.max(0, Math.min(1, 0.5 + 2.2 * value));

const patterns: readonly { name: string; degrees: readonly [number, number]; pattern: Pattern }[] = [
  { name: 'checks', degrees: [-12, 12], pattern: (u, v) => stripe(wave(u) * wave(v)) },
  { name: 'diagonal', degrees: [33, 57], pattern: (u) => stripe(wave(u)) },
  { name: 'dots', degrees: [-12, 12], pattern: (u, v) => stripe((wave(u) + wave(v)) / 2 - 0.35) },
  { name: 'horizontal', degrees: [78, 102], pattern: (u) => stripe(wave(u)) },
  { name: 'vertical', degrees: [-12, 12], pattern: (u) => stripe(wave(u)) },
];

const missing = (label: number): never => {
  throw new RangeError(`There is no pattern ${label}`);
};

/** Textures: which way stripes run, or that they are checks or dots. Width, phase and colours tell nothing. */
export const stripes: ImageSample = {
  kind: 'images',
  name: 'stripes',
  title: 'Stripes',
  description: 'Five textures: stripes across, upright and slanted, checks and dots. The first filters of a CNN become what they show.',
  version: 1,
  classes: patterns.map(({ name }) => name),
  template: 'small-cnn',
  preprocessing: samplePixels,
  imagesPerClass: 200,
  draw(label, number) {
    const random: Draws = drawsOf(202, label, number);
    const { degrees, pattern } = patterns[label] ?? missing(label);
    const turn = (between(random, degrees[0], degrees[1]) * Math.PI) / 180;
    const width = between(random, 9, 20);
    const phaseU = random.next();
    const phaseV = random.next();
    return paint(random, (x, y) =>
      pattern((x * Math.cos(turn) + y * Math.sin(turn)) / width + phaseU, (y * Math.cos(turn) - x * Math.sin(turn)) / width + phaseV),
    );
  },
};
