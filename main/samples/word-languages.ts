import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { type Draws, draws } from '#app/runs/random.ts';
import type { LabelledSample } from './sample-set.ts';

const seed = 707;
const items = 1600;

/** How words of a language are spelled: beginnings, middles and ends of what may be a word of it. */
interface Spelling {
  language: string;
  begin: readonly string[];
  middle: readonly string[];
  end: readonly string[];
}

const spellings: readonly Spelling[] = [
  {
    language: 'Finnish',
    begin: ['ka', 'tuo', 'lii', 'hy', 'pää', 'su', 'mie', 'ko', 'jär', 'ne'],
    middle: ['lli', 'tä', 'ka', 'ri', 'sto', 'mme', 'ku', 'vii', 'ppu'],
    end: ['nen', 'ssa', 'lla', 'inen', 'kka', 'tti', 'us', 'vä'],
  },
  {
    language: 'German',
    begin: ['ge', 'ver', 'schau', 'be', 'ent', 'auf', 'stra', 'zwi', 'kopf', 'ma'],
    middle: ['schl', 'tz', 'ber', 'gen', 'cht', 'rund', 'ster', 'ka', 'li'],
    end: ['ung', 'heit', 'lich', 'en', 'er', 'chen', 'ig', 'sam'],
  },
  {
    language: 'Italian',
    begin: ['ca', 'bel', 'gio', 'pre', 'stu', 'fra', 'mo', 'ru', 'vi', 'sa'],
    middle: ['gli', 'cche', 'zza', 'ri', 'nno', 'tta', 'ssi', 'ma', 'lo'],
    end: ['zione', 'etto', 'ino', 'ella', 'mente', 'ore', 'are', 'gna'],
  },
  {
    language: 'Japanese',
    begin: ['ka', 'shi', 'to', 'hi', 'mu', 'ryo', 'ya', 'su', 'ke', 'na'],
    middle: ['ma', 'tsu', 'ri', 'ko', 'shi', 'ra', 'wa', 'ga', 'no'],
    end: ['moto', 'ta', 'mi', 'chi', 'ki', 'ro', 'ne', 'yama'],
  },
];

const one = (random: Draws, of: readonly string[]): string => of[random.integer(of.length)] ?? '';

function spelled(random: Draws, { begin, middle, end }: Spelling): string {
  const middles = Array.from({ length: random.integer(3) }, () => one(random, middle));
  return one(random, begin) + middles.join('') + one(random, end);
}

/** Which language a word could be of, by its letters alone. */
export const wordLanguages: LabelledSample = {
  kind: 'texts',
  form: 'table',
  name: 'word-languages',
  title: 'Languages of words',
  description: 'Made-up words that are spelled as Finnish, German, Italian or Japanese ones are; their letters tell which.',
  version: 1,
  classes: spellings.map(({ language }) => language),
  template: 'gru-classifier',
  items,
  preprocessing: textPreprocessing.parse({ kind: 'texts', tokens: 'characters' }),
  columns: { text: 'word', label: 'language' },
  write() {
    const random = draws(seed);
    const there = new Set<string>();
    const rows: { text: string; label: number }[] = [];
    while (rows.length < items) {
      const label = rows.length % spellings.length;
      const spelling = spellings[label];
      const text = spelling === undefined ? '' : spelled(random, spelling);
      if (there.has(text)) continue;
      there.add(text);
      rows.push({ text, label });
    }
    return rows;
  },
};
