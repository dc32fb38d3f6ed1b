import { z } from 'zod';

/** Languages with a stop list, a stemmer or both; `und` is any other: words are found in every script, nothing else is known of it. */
export const language = z.enum([
  'und',
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'no',
  'da',
  'fi',
  'ro',
  'ru',
  'hu',
  'pl',
  'cs',
  'uk',
  'tr',
]);
export type Language = z.infer<typeof language>;

/** What a language is called in a list to choose from. */
export const languageNames: Record<Language, string> = {
  und: 'Another language',
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  pt: 'Portuguese',
  nl: 'Dutch',
  sv: 'Swedish',
  no: 'Norwegian',
  da: 'Danish',
  fi: 'Finnish',
  ro: 'Romanian',
  ru: 'Russian',
  hu: 'Hungarian',
  pl: 'Polish',
  cs: 'Czech',
  uk: 'Ukrainian',
  tr: 'Turkish',
};
