import type { TextStages } from '#app/contract/texts.ts';

/** A token as the network gets it. */
export interface TokenCode {
  /** As it stands in the text, after lower-casing, stemming and the like. */
  token: string;
  code: number;
  /** The vocabulary has it; else it goes in as <unknown>. */
  known: boolean;
  /** It is among the timesteps; else the text was too long for it. */
  kept: boolean;
}

/** The tokens of a text beside their codes, and how they fill the timesteps. */
export interface TokenCodes {
  tokens: TokenCode[];
  /** Timesteps; null where the network gets no steps but one row of numbers. */
  length: number | null;
  /** Timesteps before and after the text that only fill up. */
  before: number;
  after: number;
  /** Whether a start and an end token stand around it. */
  framed: boolean;
}

const unknown = '<unknown>';
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';

/** A stage's list of strings or of numbers; null where it is another thing or not there. */
function listOf<T>(stages: TextStages, name: string, is: (value: unknown) => value is T): T[] | null {
  const value = stages.find(({ stage }) => stage === name)?.value;
  if (!Array.isArray(value)) return null;
  const list: unknown[] = value;
  return list.every(is) ? list : null;
}

/** A stage's list of texts; null where it is another thing or not there. */
export const textsOf = (stages: TextStages, name: string): string[] | null => listOf(stages, name, isText);

/** Puts a text's stages side by side; null where they hold no tokens. */
export function tokenCodes(stages: TextStages): TokenCodes | null {
  const known = textsOf(stages, 'known');
  const codes = listOf(stages, 'codes', isNumber);
  if (known === null || codes === null) return null;
  const words = ['stems', 'stop-words', 'tokens'].flatMap((name) => [textsOf(stages, name)].filter((list) => list !== null))[0];
  const padded = listOf(stages, 'padded', isNumber);
  const fit = padded === null ? { from: 0, to: codes.length, framed: false } : fitOf(codes, padded);
  const tokens = known.map((name, place) => ({
    token: name === unknown ? (words?.[place] ?? name) : name,
    code: codes[place] ?? 0,
    known: name !== unknown,
    kept: place >= fit.from && place < fit.to,
  }));
  const first = padded?.findIndex((code) => code !== 0) ?? -1;
  const last = padded?.findLastIndex((code) => code !== 0) ?? -1;
  return {
    tokens,
    length: padded?.length ?? null,
    before: padded === null ? 0 : first < 0 ? padded.length : first,
    after: padded === null || last < 0 ? 0 : padded.length - 1 - last,
    framed: fit.framed,
  };
}

/** Which of the codes stand among the timesteps: all, or those left when the text is too long. */
function fitOf(codes: readonly number[], padded: readonly number[]): { from: number; to: number; framed: boolean } {
  const steps = padded.filter((code) => code !== 0);
  for (const framed of [false, true]) {
    const inner = framed ? steps.slice(1, -1) : steps;
    const end = codes.length - inner.length;
    if (end < 0) continue;
    for (const from of [end, 0])
      if (inner.every((code, place) => codes[from + place] === code)) return { from, to: from + inner.length, framed };
  }
  return { from: 0, to: codes.length, framed: false };
}

/** What of the numbers that a bag of words or TF-IDF makes: the greatest first; null for other encodings. */
export function wordValues(stages: TextStages): { title: string; values: { word: string; value: number }[] } | null {
  const stage = stages.findLast(({ stage: name }) => name === 'tf-idf' || name === 'bag-of-words');
  if (stage === undefined || !Array.isArray(stage.value)) return null;
  const values = stage.value.flatMap((one) => (typeof one === 'object' ? [one] : []));
  return { title: stage.title, values: values.toSorted((a, b) => b.value - a.value) };
}

/** The stages before the tokens that changed the text: lower case, accents. */
export function changedTexts(stages: TextStages): { title: string; text: string }[] {
  let before: string | null = null;
  return stages.flatMap(({ title, value }) => {
    if (typeof value !== 'string') return [];
    const changed = before !== null && before !== value;
    before = value;
    return changed ? [{ title, text: value }] : [];
  });
}
