import { writeFileSync } from 'node:fs';
import { drawn } from './drawn.ts';

const kind: readonly [string, ...string[]] = ['good', 'great', 'lovely', 'brilliant'];
const unkind: readonly [string, ...string[]] = ['bad', 'dull', 'awful', 'boring'];
const things: readonly [string, ...string[]] = ['movie', 'film', 'story', 'plot', 'ending', 'acting', 'script', 'music'];
const starts: readonly [string, ...string[]] = ['', 'the', 'this', 'honestly the', 'well the'];
const ends: readonly [string, ...string[]] = ['', 'to me', 'this time', 'from start to end', 'I think', 'on the whole'];

/** A review and its mood. */
export interface Review {
  text: string;
  mood: 'negative' | 'positive';
}

/**
 * Reviews whose mood is decided by two words together: "good" and "not bad" are positive, "not good" and "bad" negative, as
 * many of each. No word alone says anything, so that of these four kinds no sum of words, whatever its weights, gets more
 * than three right: 75 %.
 */
export function drawReviews(each: number, seed = 11): Review[] {
  const random = drawn(seed);
  const one = random.pick;
  const reviews: Review[] = [];
  for (let round = 0; round < each; round += 1) {
    for (const isKind of [true, false]) {
      for (const negated of [true, false]) {
        const words = [one(starts), one(things), 'was', negated ? 'not' : '', one(isKind ? kind : unkind), one(ends)];
        reviews.push({ text: words.filter((word) => word !== '').join(' '), mood: isKind === negated ? 'negative' : 'positive' });
      }
    }
  }
  return reviews;
}

/** Writes reviews as a table with a header: review, mood. */
export function writeReviews(path: string, reviews: readonly Review[]): void {
  const rows = reviews.map(({ text, mood }) => `"${text.charAt(0).toUpperCase()}${text.slice(1)}.",${mood}`);
  writeFileSync(path, `review,mood\n${rows.join('\n')}\n`);
}
