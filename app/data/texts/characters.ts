import type { Scan } from './words.ts';

/**
 * Finds characters: code points, not graphemes. Their number is bounded whatever people write, while graphemes (a family emoji is
 * seven code points) are not; and what a model of characters writes can always be put together again.
 */
export const scanCharacters: Scan = (text, found) => {
  let at = 0;
  while (at < text.length) {
    const units = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    found(text, at, at + units);
    at += units;
  }
};
