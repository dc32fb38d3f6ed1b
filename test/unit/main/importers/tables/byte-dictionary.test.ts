import { expect, it } from 'vitest';
import { ByteDictionary, hashBegin, hashOn } from '#main/importers/tables/byte-dictionary.ts';

const cell = (text: string) => {
  const bytes = Buffer.from(text);
  return [bytes.reduce(hashOn, hashBegin), bytes, 0, bytes.length] as const;
};

it('finds what was set, an empty cell and thousands of others', () => {
  const dictionary = new ByteDictionary();
  const cells = Array.from({ length: 5000 }, (_, place) => 'x'.repeat(place % 60) + (place === 0 ? '' : place));
  for (const [place, text] of cells.entries()) dictionary.set(...cell(text), place);
  expect(cells.map((text) => dictionary.find(...cell(text)))).toEqual([...cells.keys()]);
  expect(dictionary.find(...cell('never seen'))).toBe(-1);
});
