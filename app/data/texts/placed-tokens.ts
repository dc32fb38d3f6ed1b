import { createCoder } from './coder.ts';
import type { FittedText } from './fitted.ts';
import { normaliser } from './normalise.ts';
import { keptCodes } from './pad.ts';
import { spaceMark } from './pieces.ts';
import { rawPlaces } from './raw-places.ts';

/** A token of a text that has a code. */
export interface PlacedToken {
  /** As it is looked up, before stemming: normalised. */
  token: string;
  code: number;
  /** Where it stands in the text as it was written, [start, end) in UTF-16 units; the space before a subword is no part of it. */
  start: number;
  end: number;
  /** The network gets it; else the text is too long. */
  kept: boolean;
}

/** A text's tokens, one for each code that the coder gives, in order. */
export function placedTokens(fitted: FittedText, text: string): PlacedToken[] {
  const { settings } = fitted;
  const { starts, ends } = rawPlaces(text, normaliser(settings));
  // Of subwords the prepared text has a mark more than the normalised one, at its beginning.
  const before = settings.tokens === 'subwords' ? spaceMark.length : 0;
  const found: { code: number; start: number; end: number }[] = [];
  const prepared = createCoder(fitted).each(text, (code, start, end) => found.push({ code, start, end }));
  const kept =
    settings.encoding === 'integer' || settings.encoding === 'one-hot' ? keptCodes(found.length, settings) : { from: 0, to: found.length };
  let past = 0;
  return found.map(({ code, start, end }, place) => {
    const token = prepared.slice(start, end);
    const first = before > 0 && token.startsWith(spaceMark) ? start + spaceMark.length : start;
    const from = Math.max(past, starts[first - before] ?? text.length);
    past = Math.max(from, first === end ? from : (ends[end - 1 - before] ?? text.length));
    return { token, code, start: from, end: past, kept: place >= kept.from && place < kept.to };
  });
}
