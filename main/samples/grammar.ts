import { suggestedTexts } from '#app/data/texts/suggested.ts';
import { type Draws, draws } from '#app/runs/random.ts';
import type { LinesSample } from './sample-set.ts';

const seed = 505;
const items = 1500;

/** What must agree: the verb with the one who acts. */
const numbers = [
  {
    determiners: ['a', 'the', 'this', 'one'],
    nouns: ['cat', 'dog', 'bird', 'girl', 'boy', 'king'],
    verbs: ['sees', 'likes', 'hears', 'finds'],
  },
  {
    determiners: ['two', 'the', 'these', 'some'],
    nouns: ['cats', 'dogs', 'birds', 'girls', 'boys', 'kings'],
    verbs: ['see', 'like', 'hear', 'find'],
  },
] as const;
const adjectives = ['small', 'old', 'red', 'quiet'];
const endings = ['', '', ' at night', ' in the garden'];

const one = (random: Draws, of: readonly string[]): string => of[random.integer(of.length)] ?? '';
type Forms = (typeof numbers)[number];

function group(random: Draws, { determiners, nouns }: Forms): string {
  const adjective = random.integer(2) === 0 ? '' : `${one(random, adjectives)} `;
  return `${one(random, determiners)} ${adjective}${one(random, nouns)}`;
}

const any = (words: readonly string[]): string => `(?:${words.join('|')})`;
const groupPattern = ({ determiners, nouns }: Forms): string => `${any(determiners)} (?:${any(adjectives)} )?${any(nouns)}`;
const whole = new RegExp(
  `^(?:${numbers.map((forms) => `${groupPattern(forms)} ${any(forms.verbs)}`).join('|')}) ${any(numbers.map(groupPattern))}${any(endings)}\\.$`,
);

/** Whether a line is a sentence of the grammar, with the verb in the number of who acts. */
export const obeysGrammar = (line: string): boolean => whole.test(line);

/** Sentences of a small grammar, for a network to write more of. */
export const grammar: LinesSample = {
  kind: 'texts',
  form: 'lines',
  name: 'grammar',
  title: 'Small grammar',
  description: 'Short sentences of a small grammar, letter by letter: the network learns which letter comes next, and then writes its own.',
  version: 1,
  classes: [],
  template: 'char-lm',
  items,
  preprocessing: suggestedTexts('next', true),
  write() {
    const random = draws(seed);
    const there = new Set<string>();
    while (there.size < items) {
      const forms = numbers[random.integer(2)] ?? numbers[0];
      const object = numbers[random.integer(2)] ?? numbers[0];
      there.add(`${group(random, forms)} ${one(random, forms.verbs)} ${group(random, object)}${one(random, endings)}.`);
    }
    return [...there];
  },
};
