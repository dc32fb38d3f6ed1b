import type { TextStages } from '#app/contract/texts.ts';

type Value = TextStages[number]['value'];
type Weighed = { word: string; value: number };

/** A stage as it can be drawn: a text, chips, or numbers. */
export type StageView =
  | { kind: 'text'; text: string }
  | { kind: 'tokens'; tokens: string[] }
  | { kind: 'codes'; codes: number[] }
  | { kind: 'weights'; weights: Weighed[] };

/** Tells the kinds of a stage's value apart; a list without entries is one of tokens. */
export function stageView(value: Value): StageView {
  if (typeof value === 'string') return { kind: 'text', text: value };
  const [first] = value;
  // A list is all of one kind: says the contract.
  if (typeof first === 'number') return { kind: 'codes', codes: value as number[] };
  if (typeof first === 'object') return { kind: 'weights', weights: value as Weighed[] };
  return { kind: 'tokens', tokens: value as string[] };
}

/** Codes with the padding in them drawn together: 0 0 0 0 1 2 becomes "0 … 0 1 2"; at most so many others. */
export function codesInWords(codes: readonly number[], most: number): { text: string; left: number } {
  const parts: string[] = [];
  let given = 0;
  let at = 0;
  while (at < codes.length && given < most) {
    let end = at;
    while (codes[end] === 0) end += 1;
    if (end - at > 2) parts.push('0 … 0');
    else parts.push(...codes.slice(at, end).map(String));
    if (end > at) at = end;
    else {
      parts.push(String(codes[at]));
      given += 1;
      at += 1;
    }
  }
  return { text: parts.join(' '), left: codes.length - at };
}

/** Whether a stage left the text as the one before did. */
export function unchanged(stages: TextStages, at: number): boolean {
  const [before, now] = [stages[at - 1]?.value, stages[at]?.value];
  return before !== undefined && now !== undefined && JSON.stringify(before) === JSON.stringify(now);
}
