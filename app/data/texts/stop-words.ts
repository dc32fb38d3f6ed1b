import { ces, dan, deu, eng, fin, fra, hun, ita, nld, nob, pol, por, ron, rus, spa, swe, tur, ukr } from 'stopword';
import type { Language } from './languages.ts';

/** Stop words of each language that has a list. */
const lists: Partial<Record<Language, readonly string[]>> = {
  en: eng,
  de: deu,
  fr: fra,
  es: spa,
  it: ita,
  pt: por,
  nl: nld,
  sv: swe,
  no: nob,
  da: dan,
  fi: fin,
  ro: ron,
  ru: rus,
  hu: hun,
  pl: pol,
  cs: ces,
  uk: ukr,
  tr: tur,
};

/** Words that turn a sentence round: without them "not good" is "good". */
const negations: Partial<Record<Language, string>> = {
  en: "not no nor never none nothing nobody nowhere neither without cannot can't don't doesn't didn't isn't wasn't won't",
  de: 'nicht kein keine keinem keinen keiner keines nie niemals nichts niemand nirgends weder ohne',
  fr: 'ne pas non ni jamais rien aucun aucune personne sans plus',
  es: 'no ni nunca jamás nada nadie ningún ninguno ninguna sin tampoco',
  it: 'non no né mai niente nulla nessuno nessuna senza neanche',
  pt: 'não nem nunca jamais nada ninguém nenhum nenhuma sem',
  nl: 'niet geen nooit niets niemand nergens noch zonder',
  sv: 'inte icke ej ingen inget inga aldrig varken utan',
  no: 'ikke ikkje ingen intet aldri verken uten',
  da: 'ikke ej ingen intet aldrig hverken uden',
  fi: 'ei en et emme ette eivät älä koskaan mikään kukaan ilman',
  ro: 'nu nici niciodată nimic nimeni niciun nicio fără',
  ru: 'не ни нет никогда ничего никто нельзя без',
  hu: 'nem ne se sem nincs nincsen soha semmi senki nélkül',
  pl: 'nie ani nigdy nic nikt żaden żadna bez',
  cs: 'ne ani není nikdy nic nikdo žádný žádná bez',
  uk: 'не ні ані нема ніколи ніщо ніхто без',
  tr: 'değil yok hiç hiçbir asla ne',
};

/** Languages whose stop words can be left out. */
export const stopWordLanguages: readonly Language[] = Object.keys(lists) as Language[]; // The keys are literals above.

/** The language's stop words, none where it has no list. */
export function stopWordsOf(language: Language): ReadonlySet<string> {
  return new Set(lists[language] ?? []);
}

/** Negations among the language's stop words: leaving them out turns "not good" into "good", so whoever does must be told. */
export function negationsDropped(language: Language): string[] {
  const dropped = stopWordsOf(language);
  return (negations[language] ?? '').split(' ').filter((word) => dropped.has(word));
}
