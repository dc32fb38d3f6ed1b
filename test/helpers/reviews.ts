import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawn } from './drawn.ts';

const good = ['good', 'great', 'fine', 'lovely'];
const bad = ['bad', 'poor', 'awful', 'dull'];

/**
 * Reviews whose mood hangs on what "not" stands before: half of them are turned around by it. Which words there are says
 * little; in which order they come says all. Written as reviews.csv into `folder`; returns its path.
 */
export function writeReviews(folder: string, rows: number): string {
  const random = drawn(21);
  const of = (words: readonly string[]) => words[random.whole(0, words.length - 1)] ?? '';
  const lines = Array.from({ length: rows }, () => {
    const first = random.whole(0, 1) === 1;
    // One thing is said of the film and the other of its music, with one "not" before either: the film's is the mood.
    const [film, music] = first ? [of(good), of(bad)] : [of(bad), of(good)];
    const [notFilm, notMusic] = random.whole(0, 1) === 1 ? ['not ', ''] : ['', 'not '];
    const text = `The film ${of(['was', 'is'])} ${notFilm}${film}, the music ${of(['was', 'is'])} ${notMusic}${music}.`;
    return `"${text}",${first === (notFilm === '') ? 'positive' : 'negative'}`;
  });
  const file = join(folder, 'reviews.csv');
  writeFileSync(file, ['review,mood', ...lines].join('\n'));
  return file;
}
