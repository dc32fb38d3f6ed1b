import { firstBit } from './first-bit.ts';
import { grammar } from './grammar.ts';
import { partsOfSpeech } from './parts-of-speech.ts';
import { reviews } from './reviews.ts';
import type { SampleSet } from './sample-set.ts';
import { shapes } from './shapes.ts';
import { stripes } from './stripes.ts';
import { wordLanguages } from './word-languages.ts';

/** Every sample, in the order of Home. */
export const sampleSets: readonly SampleSet[] = [shapes, stripes, reviews, wordLanguages, partsOfSpeech, grammar, firstBit];
