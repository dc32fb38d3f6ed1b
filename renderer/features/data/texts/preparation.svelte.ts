import type { Language } from '#app/data/texts/languages.ts';
import { hasSteps, mostTimesteps, mostTokens, type TextPreprocessing, textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { stemmedLanguages } from '#app/data/texts/stemming.ts';
import { negationsDropped, stopWordLanguages } from '#app/data/texts/stop-words.ts';

/** Settings that texts would be prepared by, beside those that hold: what may be chosen together, and what it would do. */
export class Preparation {
  readonly #holding: () => TextPreprocessing;
  #change = $state.raw<Partial<TextPreprocessing>>({});

  constructor(holding: () => TextPreprocessing) {
    this.#holding = holding;
  }

  /** As they would be applied. */
  get settings(): TextPreprocessing {
    return { ...this.#holding(), ...this.#change };
  }
  /** Whether they are others than those that hold. */
  get changed(): boolean {
    return JSON.stringify(this.settings) !== JSON.stringify(this.#holding());
  }
  /** Changes some; what cannot go with it is let go of. */
  set(change: Partial<TextPreprocessing>): void {
    const next = { ...this.settings, ...change };
    if (!stopWordsPossible(next)) next.stopWords = false;
    if (!stemmingPossible(next)) next.stemming = false;
    if (next.tokens === 'subwords' && next.encoding === 'tf-idf') next.encoding = 'bag-of-words';
    if (next.answers !== 'class' && !hasSteps(next)) next.encoding = 'integer';
    this.#change = next;
  }
  setVocabulary(change: Partial<TextPreprocessing['vocabulary']>): void {
    this.set({ vocabulary: { ...this.settings.vocabulary, ...change } });
  }
  /** Back to those that hold. */
  reset(): void {
    this.#change = {};
  }

  /** Whether each text becomes steps in time; else length and padding mean nothing. */
  get steps(): boolean {
    return hasSteps(this.settings);
  }
  /** Why stop words cannot be left out, or nothing. */
  get noStopWords(): string | undefined {
    return reasonAgainst(this.settings, stopWordLanguages, 'a list of stop words');
  }
  get noStemming(): string | undefined {
    return reasonAgainst(this.settings, stemmedLanguages, 'a stemmer');
  }
  /** Why tokens cannot be anything but words, or nothing. */
  get onlyWords(): string | undefined {
    return this.settings.answers === 'tags' ? 'The file gives the words, each with its tag' : undefined;
  }
  /** Why counts of the whole text cannot be taken, or nothing. */
  get noBags(): string | undefined {
    return this.settings.answers === 'class' ? undefined : 'Counts of a whole text have no steps to answer at';
  }
  /** Why start and end tokens cannot be put around a text, or nothing. */
  get noStartEnd(): string | undefined {
    return this.settings.answers === 'tags' ? 'Start and end have no tag' : undefined;
  }
  /** Negations that would be lost: "not good" would become "good". */
  get dropped(): string[] {
    return this.settings.stopWords ? negationsDropped(this.settings.language) : [];
  }
  /** Why they cannot be applied, or nothing. */
  get problem(): string | undefined {
    if (!this.changed) return 'Nothing was changed';
    const parsed = textPreprocessing.safeParse(this.settings);
    if (parsed.success) return undefined;
    const [issue] = parsed.error.issues;
    return issue?.code === 'custom' ? capital(issue.message) : 'A number is out of its bounds';
  }
}

export const bounds = { length: mostTimesteps, vocabulary: mostTokens };

const stopWordsPossible = (settings: TextPreprocessing) => reasonAgainst(settings, stopWordLanguages, '') === undefined;
const stemmingPossible = (settings: TextPreprocessing) => reasonAgainst(settings, stemmedLanguages, '') === undefined;

function reasonAgainst({ answers, tokens, language }: TextPreprocessing, known: readonly Language[], what: string): string | undefined {
  if (answers === 'next') return 'What is written on needs every word as it stands';
  if (tokens !== 'words') return 'This needs words as tokens';
  if (language === 'und') return 'Choose the language of the texts first';
  return known.includes(language) ? undefined : `There is no ${what.replace(/^a /, '')} for this language`;
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
