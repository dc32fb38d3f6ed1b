import { exercise } from './exercise.ts';
import { films } from './films.ts';
import { firstBit } from './first-bit.ts';
import { fleaMarket } from './flea-market.ts';
import { flowers } from './flowers.ts';
import { grammar } from './grammar.ts';
import { heights } from './heights.ts';
import { houses } from './houses.ts';
import { orchard } from './orchard.ts';
import { partsOfSpeech } from './parts-of-speech.ts';
import { reviews } from './reviews.ts';
import { sales } from './sales.ts';
import type { SampleSet } from './sample-set.ts';
import { shapes } from './shapes.ts';
import { stripes } from './stripes.ts';
import { wordLanguages } from './word-languages.ts';

/** Every sample, in the order of Home. */
export const sampleSets: readonly SampleSet[] = [
  shapes,
  stripes,
  flowers,
  houses,
  orchard,
  heights,
  films,
  fleaMarket,
  sales,
  exercise,
  reviews,
  wordLanguages,
  partsOfSpeech,
  grammar,
  firstBit,
];
