import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { type Draws, draws } from '#app/runs/random.ts';
import type { LabelledSample } from './sample-set.ts';

const seed = 303;
const items = 1200;

const subjects = [
  'the film',
  'the movie',
  'this film',
  'this movie',
  'the story',
  'the plot',
  'the ending',
  'the acting',
  'the music',
  'the humour',
  'the humor',
  'the dialogue',
  'the dialog',
  'the whole theatre thing',
  'the whole theater thing',
  'every single scene',
];
const verbs = ['was', 'is', 'felt', 'seemed'];
const praise = ['good', 'great', 'lovely', 'funny', 'clever', 'moving', 'gripping', 'charming', 'brilliant', 'wonderful'];
const blame = ['bad', 'awful', 'dull', 'boring', 'clumsy', 'tedious', 'painful', 'lifeless', 'terrible', 'dreadful'];
const degrees = ['', '', 'really ', 'realy ', 'very ', 'quite ', 'so ', 'definitely ', 'definately '];
const openings = ['', '', '', 'honestly, ', 'to be fair, ', 'I must say ', 'my favourite part: ', 'my favorite part: ', 'on a rainy day, '];
const endings = [
  '',
  '',
  '.',
  '!',
  ' for me.',
  ' from start to finish.',
  ' and my friends agree.',
  ' I watched it twice.',
  ' says everyone I know.',
];

const one = (random: Draws, of: readonly string[]): string => of[random.integer(of.length)] ?? '';

/** A sentence in which `meant` is what the writer thinks, and `other` words of the opposite. */
type Pattern = (random: Draws, meant: readonly string[], other: readonly string[]) => string;

const about = (random: Draws) => `${one(random, subjects)} ${one(random, verbs)}`;

const plain: Pattern = (random, meant) => `${about(random)} ${one(random, degrees)}${one(random, meant)}`;
const denied: Pattern = (random, _meant, other) => `${about(random)} not ${one(random, degrees)}${one(random, other)}`;
const deniedAtAll: Pattern = (random, _meant, other) => `${about(random)} not ${one(random, other)} at all`;
const never: Pattern = (random, _meant, other) => `${one(random, subjects)} never ${one(random, verbs)} ${one(random, other)}`;
const turned: Pattern = (random, meant, other) => `${about(random)} ${one(random, other)} at first, but ${one(random, meant)} in the end`;
const expected: Pattern = (random, meant, other) =>
  `I expected something ${one(random, other)}, yet ${about(random)} ${one(random, degrees)}${one(random, meant)}`;
const although: Pattern = (random, meant, other) => `although ${about(random)} ${one(random, other)}, I call it ${one(random, meant)}`;

/** Plain ones come more often, as they do in life. */
const patterns: readonly Pattern[] = [plain, plain, plain, denied, denied, deniedAtAll, never, turned, turned, expected, although];

/** Nine words or so, of which the order tells what was meant: words alone are found in both classes. */
export const reviews: LabelledSample = {
  kind: 'texts',
  form: 'table',
  name: 'reviews',
  title: 'Reviews',
  description:
    'Short film reviews, liked or not. "Not bad at all" is praise: an LSTM reads the order of the words, counting them is not enough.',
  version: 1,
  classes: ['negative', 'positive'],
  template: 'lstm-classifier',
  items,
  preprocessing: textPreprocessing.parse({ kind: 'texts', language: 'en' }),
  columns: { text: 'review', label: 'opinion' },
  write() {
    const random = draws(seed);
    const there = new Set<string>();
    const rows: { text: string; label: number }[] = [];
    while (rows.length < items) {
      const label = rows.length % 2;
      const [meant, other] = label === 1 ? [praise, blame] : [blame, praise];
      const pattern = patterns[random.integer(patterns.length)] ?? plain;
      const text = `${one(random, openings)}${pattern(random, meant, other)}${one(random, endings)}`;
      if (there.has(text)) continue;
      there.add(text);
      rows.push({ text: text.charAt(0).toUpperCase() + text.slice(1), label });
    }
    return rows;
  },
};
