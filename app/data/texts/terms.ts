import { normaliser } from './normalise.ts';
import type { TextPreprocessing } from './preprocessing.ts';
import { stemmer } from './stemming.ts';
import { stopWordsOf } from './stop-words.ts';

/** What a token counts as: itself, its stem, or nothing (null: a stop word). */
export type TermOf = (token: string) => string | null;

/** Makes the rule from tokens to terms; null where every token is its own term. */
export function termRule(settings: TextPreprocessing): TermOf | null {
  if (!settings.stopWords && !settings.stemming) return null;
  const isStopWord = settings.stopWords ? stopWordRule(settings) : () => false;
  const stem = settings.stemming ? stemmer(settings.language) : (word: string) => word;
  return (token) => (isStopWord(token) ? null : stem(token) || token);
}

/** Whether a token is a stop word, in any case. */
export function stopWordRule(settings: TextPreprocessing): (token: string) => boolean {
  const dropped = droppedWords(settings);
  return (token) => dropped.has(token.toLowerCase());
}

/** The stop words in lower case, as they look in normalised texts: where these lose their accents, the list does too. */
export function droppedWords(settings: TextPreprocessing): ReadonlySet<string> {
  return new Set([...stopWordsOf(settings.language)].map(normaliser({ ...settings, lowercase: true })));
}
