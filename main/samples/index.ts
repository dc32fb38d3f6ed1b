import { firstBit } from './first-bit.ts';
import { reviews } from './reviews.ts';
import type { SampleSet } from './sample-set.ts';
import { shapes } from './shapes.ts';
import { stripes } from './stripes.ts';

/** Every sample, in the order of Home. */
export const sampleSets: readonly SampleSet[] = [shapes, stripes, reviews, firstBit];
