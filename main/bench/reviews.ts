import { open } from 'node:fs/promises';
import { type Draws, draws } from '#app/runs/random.ts';

const distinctWords = 30_000;
const leastWords = 8;
const mostWords = 24;
const piece = 2 ** 20;
const onsets = 'b c d f g h j k l m n p r s t v w br cl dr fl gr pl sh st th tr'.split(' ');
const vowels = 'a e i o u ai ea oo ou'.split(' ');
const codas = ['', 'n', 'r', 's', 't', 'l', 'd', 'ck', 'ng'];
const marks = ['.', '!', '?', '...', ', indeed.'];

/** Writes a table of film reviews in made-up words, the same for a seed: id, review, sentiment. Returns its bytes. */
export async function writeReviews(path: string, rows: number, seed = 7): Promise<number> {
  const random = draws(seed);
  const words = Array.from({ length: distinctWords }, () => wordOf(random));
  const file = await open(path, 'wx');
  try {
    let text = 'id,review,sentiment\n';
    for (let row = 0; row < rows; row += 1) {
      text += `${row},"${reviewOf(words, random)}",${random.integer(2) === 0 ? 'good' : 'bad'}\n`;
      if (text.length < piece) continue;
      await file.appendFile(text);
      text = '';
    }
    await file.appendFile(text);
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}

const one = (of: readonly string[], { integer }: Draws): string => of[integer(of.length)] ?? '';

const wordOf = (random: Draws): string =>
  Array.from({ length: 1 + random.integer(3) }, () => one(onsets, random) + one(vowels, random) + one(codas, random)).join('');

/** Few words are frequent and most are rare, as Zipf found: the n-th comes in proportion to 1/n. */
function reviewOf(words: readonly string[], random: Draws): string {
  const length = leastWords + random.integer(mostWords - leastWords + 1);
  const chosen = Array.from({ length }, () => words[Math.floor(distinctWords ** random.next()) - 1] ?? '');
  const [first = ''] = chosen;
  chosen[0] = first.charAt(0).toUpperCase() + first.slice(1);
  return chosen.join(' ') + one(marks, random);
}
