import { drawn } from './drawn.ts';

/** A row of a table of reviews. */
export interface FilmReview {
  text: string;
  label: 'bad' | 'good';
}

/**
 * Short reviews in which "not" turns the word behind it: no count of words tells the classes apart, the order does. Seeded;
 * the labels alternate.
 */
export function filmReviews(count: number, seed = 11): FilmReview[] {
  const random = drawn(seed);
  const praise: [string, ...string[]] = ['good', 'lovely', 'great'];
  const blame: [string, ...string[]] = ['bad', 'awful', 'dull'];
  const subjects = ['the film was', 'the movie was', 'the ending was', 'this story is', 'the whole thing felt'] as const;
  const endings = ['', ' indeed', ' all in all', ' to me'] as const;
  return Array.from({ length: count }, (_, row) => {
    const label = row % 2 === 0 ? 'good' : 'bad';
    const turned = random.whole(0, 1) === 1;
    const words = (label === 'good') === turned ? blame : praise;
    const text = `${random.pick(subjects)} ${turned ? 'not ' : ''}${random.pick(words)}${random.pick(endings)}`;
    return { text, label };
  });
}
