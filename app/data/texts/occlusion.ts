import type { FittedText } from './fitted.ts';
import type { PlacedToken } from './placed-tokens.ts';
import { unknownCode } from './special-tokens.ts';

/** How often the network is asked about one text at most: in a longer one, neighbours are hidden together. */
export const mostOcclusions = 512;

/** Tokens that are replaced by the unknown one at once, and those that what comes of it is said of, by their places. */
export interface Occlusion {
  hidden: readonly number[];
  weighed: readonly number[];
}

/**
 * Which tokens to hide, one question to the network each (Zeiler and Fergus, https://arxiv.org/abs/1311.2901; of words, Li, Monroe
 * and Jurafsky, https://arxiv.org/abs/1612.08220). What is unknown already or does not reach the network is hidden never. In a bag
 * it is the same which of equal tokens is hidden, so that one question answers for all of them.
 */
export function occlusions(
  tokens: readonly PlacedToken[],
  encoding: FittedText['settings']['encoding'],
  most = mostOcclusions,
): Occlusion[] {
  const places = [...tokens.keys()].filter((place) => tokens[place]?.kept === true);
  const known = places.filter((place) => tokens[place]?.code !== unknownCode);
  const isBag = encoding === 'bag-of-words' || encoding === 'tf-idf';
  const alike = Map.groupBy(known, (place) => (isBag ? tokens[place]?.code : place));
  if (alike.size <= most) return [...alike.values()].map((weighed) => ({ hidden: weighed.slice(0, 1), weighed }));
  const size = Math.ceil(places.length / most);
  const stretches = Array.from({ length: Math.ceil(places.length / size) }, (_, at) => places.slice(at * size, (at + 1) * size));
  return stretches.map((stretch) => ({ hidden: stretch, weighed: stretch }));
}

/** A token and its weight, or a stretch of them; null where the network does not get it. */
export interface WeighedToken {
  token: string;
  /** [start, end) of the text, in UTF-16 units. */
  start: number;
  end: number;
  /** The vocabulary has it; of a stretch, some of it. */
  known: boolean;
  weight: number | null;
}

/** A text's tokens with what was found by hiding them, one weight an occlusion; those that were hidden `together` are one. */
export function weighedTokens(
  text: string,
  tokens: readonly PlacedToken[],
  hidings: readonly Occlusion[],
  weights: readonly number[],
): { together: number; tokens: WeighedToken[] } {
  const together = Math.max(1, ...hidings.map(({ hidden }) => hidden.length));
  const weightOf = new Map(hidings.flatMap(({ weighed }, at) => weighed.map((place) => [place, weights[at] ?? 0] as const)));
  const alone = [...tokens.keys()].filter((place) => together === 1 || !weightOf.has(place)).map((place) => [place]);
  const stretches = together === 1 ? [] : hidings.map(({ hidden }) => hidden);
  const all = [...alone, ...stretches].toSorted(([a = 0], [b = 0]) => a - b);
  return { together, tokens: all.map((places) => joined(text, tokens, places, weightOf)) };
}

function joined(
  text: string,
  tokens: readonly PlacedToken[],
  places: readonly number[],
  weightOf: ReadonlyMap<number, number>,
): WeighedToken {
  const [first = 0] = places;
  const parts = places.flatMap((place) => tokens[place] ?? []);
  const { start = 0, token = '', kept = false } = parts[0] ?? {};
  const end = parts.at(-1)?.end ?? start;
  return {
    token: parts.length === 1 ? token : text.slice(start, end),
    start,
    end,
    known: parts.some(({ code }) => code !== unknownCode),
    weight: kept ? (weightOf.get(first) ?? 0) : null,
  };
}

/** A text's codes with some of its tokens unknown. */
export function occluded(codes: Int32Array, hidden: readonly number[]): Int32Array {
  const left = codes.slice();
  for (const place of hidden) left[place] = unknownCode;
  return left;
}
