/** A token of a text (of a very long one a stretch) and its weight: points of probability that a class loses without it, 0 to 1. */
export interface Weighed {
  token: string;
  /** [start, end) of the text, in UTF-16 units. */
  start: number;
  end: number;
  known: boolean;
  /** Null where it was cut off. */
  weight: number | null;
}

/** A piece of a text as it is drawn: a token, or what stands between. */
export interface Piece {
  text: string;
  token: Weighed | null;
}

/** Of a colour's strength, what lies behind the weightiest token. Percent; words on it can still be read. */
export const strongestTint = 45;

/** A weight below this is no finding, however small the others are: nothing is drawn as strong in a text without any. */
const leastScale = 0.1;

/** Tokens that are drawn by themselves at most; of a text of more, the weightiest. */
const mostDrawn = 2000;

const size = ({ weight }: Weighed): number => Math.abs(weight ?? 0);

/** What full strength stands for in this text. */
export const scaleOf = (tokens: readonly Weighed[]): number => tokens.reduce((most, token) => Math.max(most, size(token)), leastScale);

/** A text in pieces, in order and whole: joined they are the text. */
export function piecesOf(text: string, tokens: readonly Weighed[], most = mostDrawn): Piece[] {
  const drawn = new Set(tokens.length <= most ? tokens : tokens.toSorted((a, b) => size(b) - size(a)).slice(0, most));
  const pieces: Piece[] = [];
  let at = 0;
  for (const token of tokens) {
    if (!drawn.has(token) || token.end <= token.start) continue;
    if (token.start > at) pieces.push({ text: text.slice(at, token.start), token: null });
    pieces.push({ text: text.slice(token.start, token.end), token });
    at = token.end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), token: null });
  return pieces;
}

/** The weightiest tokens, those of one name and weight once; none that changes nothing. */
export function weightiest(tokens: readonly Weighed[], most: number): Weighed[] {
  const different = new Map(tokens.map((token) => [`${token.weight} ${token.token}`, token]));
  return [...different.values()]
    .filter((token) => size(token) >= 0.0005)
    .toSorted((a, b) => size(b) - size(a))
    .slice(0, most);
}

/** 0.851 → "+85.1", −0.12 → "−12.0": points of probability. */
export const points = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(weight * 100).toFixed(1)}`;
