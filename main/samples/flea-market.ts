import { type Draws, draws } from '#app/runs/random.ts';
import { between } from './drawing.ts';
import type { RowsSample } from './sample-set.ts';
import { shapes } from './shapes.ts';

const seed = 907;
const items = 900;
const [dearest, cheap] = [40, 20];
/** Places of the shapes that are on the photos. */
const [star, circle] = [2, 0];
const praise = ['as new', 'hardly used', 'works fine', 'a lovely piece', 'in very good order'];
const blame = ['has a crack', 'does not work', 'scratched all over', 'a part is missing', 'quite worn out'];
const things = ['lamp', 'clock', 'vase', 'radio', 'chair', 'kettle', 'mirror', 'camera'];
const asides = ['pick it up on Sunday', 'from my aunt', 'bought last year', 'no returns', 'price as shown', 'smoke-free home'];

/** A thing: three things that speak for it or against it, each by itself as often as not. */
function thingAt(row: number): { isCheap: boolean; isStar: boolean; isPraised: boolean; random: Draws } {
  const random = draws(seed, row);
  return { isCheap: random.integer(2) === 1, isStar: random.integer(2) === 1, isPraised: random.integer(2) === 1, random };
}

const oneOf = (random: Draws, words: readonly string[]): string => words[random.integer(words.length)] ?? '';
const photoName = (row: number): string => `photos/${String(row + 1).padStart(4, '0')}.png`;

/** A table whose rows have a photo and a note: two of three must speak for a thing, so that none of them tells it alone. */
export const fleaMarket: RowsSample = {
  kind: 'tables',
  name: 'flea-market',
  title: 'Flea market',
  description: 'Price, photo and note of each thing: was it sold? Cheap, a star on it, well spoken of: two of these three it takes.',
  version: 1,
  classes: ['left', 'sold'],
  template: 'mixed',
  items,
  wish: { kind: 'tables', targets: ['outcome'], texts: ['note'] },
  photo: { nameOf: photoName, draw: (row) => shapes.draw(thingAt(row).isStar ? star : circle, row) },
  write() {
    const rows = Array.from({ length: items }, (_, row) => {
      const { isCheap, isStar, isPraised, random } = thingAt(row);
      const price = between(random, isCheap ? 2 : cheap, isCheap ? cheap : dearest).toFixed(2);
      const said = `${oneOf(random, things)} ${oneOf(random, isPraised ? praise : blame)}`;
      const note = random.integer(2) === 0 ? `${said}; ${oneOf(random, asides)}` : said;
      const isSold = Number(isCheap) + Number(isStar) + Number(isPraised) >= 2;
      return [price, photoName(row), note, isSold ? 'sold' : 'left'];
    });
    return [['price (€)', 'photo', 'note', 'outcome'], ...rows];
  },
};
