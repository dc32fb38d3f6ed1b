import { suggestedTexts } from '#app/data/texts/suggested.ts';
import { type Draws, draws } from '#app/runs/random.ts';
import type { TaggedSample } from './sample-set.ts';

const seed = 606;
const items = 1200;

const tags = ['ADJ', 'ADP', 'ADV', 'AUX', 'DET', 'NOUN', 'PRON', 'PUNCT', 'VERB'] as const;
type Tag = (typeof tags)[number];
type Word = readonly [word: string, tag: Tag];

/** Many of them are two or three parts of speech: only their neighbours tell which. */
const lexicon: Readonly<Record<Tag, readonly string[]>> = {
  ADJ: ['light', 'open', 'dry', 'clean', 'round', 'old', 'small', 'green'],
  ADP: ['in', 'on', 'near', 'round', 'behind', 'past'],
  ADV: ['well', 'often', 'past', 'today', 'fast'],
  AUX: ['can', 'will', 'must', 'may'],
  DET: ['the', 'a', 'that', 'this', 'her', 'every'],
  NOUN: ['watch', 'book', 'light', 'can', 'fish', 'plant', 'answer', 'drink', 'well', 'will', 'house', 'street', 'past'],
  PRON: ['we', 'they', 'you', 'that', 'I'],
  PUNCT: ['.', '!', '?'],
  VERB: ['watch', 'book', 'light', 'fish', 'plant', 'answer', 'drink', 'open', 'dry', 'clean', 'see', 'round'],
};

const word = (random: Draws, tag: Tag): Word => [lexicon[tag][random.integer(lexicon[tag].length)] ?? '', tag];
const maybe = (random: Draws, ...words: Word[]): Word[] => (random.integer(2) === 0 ? words : []);

const thing = (random: Draws): Word[] => [word(random, 'DET'), ...maybe(random, word(random, 'ADJ')), word(random, 'NOUN')];
const actor = (random: Draws): Word[] => (random.integer(3) === 0 ? thing(random) : [word(random, 'PRON')]);
const place = (random: Draws): Word[] => [word(random, 'ADP'), ...thing(random)];

function sentence(random: Draws): Word[] {
  return [
    ...actor(random),
    ...maybe(random, word(random, 'AUX')),
    word(random, 'VERB'),
    ...thing(random),
    ...maybe(random, ...place(random)),
    ...maybe(random, word(random, 'ADV')),
    word(random, 'PUNCT'),
  ];
}

/** Words whose part of speech their neighbours decide: "we light the light light". */
export const partsOfSpeech: TaggedSample = {
  kind: 'texts',
  form: 'tagged',
  name: 'parts-of-speech',
  title: 'Parts of speech',
  description: 'Sentences with the part of speech of each word. "Light" may be a noun, a verb or an adjective: its neighbours decide.',
  version: 1,
  classes: tags,
  template: 'bilstm-tagger',
  items,
  preprocessing: suggestedTexts('tags', true),
  write() {
    const random = draws(seed);
    const there = new Map<string, Word[]>();
    while (there.size < items) {
      const words = sentence(random);
      there.set(words.map(([written]) => written).join(' '), words);
    }
    return [...there.values()].map((words) => words.map(([written, tag]) => ({ word: written, tag: tags.indexOf(tag) })));
  },
};
