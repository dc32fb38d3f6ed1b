import snowball from 'snowball-stemmers';
import type { Language } from './languages.ts';

/**
 * Snowball's name for each language whose stems agree with NLTK's. Hungarian and Arabic are left out: there the two differ on
 * everyday words.
 */
const algorithms: Partial<Record<Language, string>> = {
  en: 'english',
  de: 'german',
  fr: 'french',
  es: 'spanish',
  it: 'italian',
  pt: 'portuguese',
  nl: 'dutch',
  sv: 'swedish',
  no: 'norwegian',
  da: 'danish',
  fi: 'finnish',
  ro: 'romanian',
  ru: 'russian',
};

/** Languages whose words can be cut to their stems. */
export const stemmedLanguages: readonly Language[] = Object.keys(algorithms) as Language[]; // The keys are literals above.

/** Snowball's name of the language's stemmer, null where it has none. */
export const stemmerName = (language: Language): string | null => algorithms[language] ?? null;

/** Cuts a word to its stem, in lower case; leaves it as it is where the language has no stemmer. */
export function stemmer(language: Language): (word: string) => string {
  const algorithm = stemmerName(language);
  if (algorithm === null) return (word) => word;
  const made = snowball.newStemmer(algorithm);
  return (word) => made.stem(word.toLowerCase());
}
