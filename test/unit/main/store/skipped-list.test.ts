import { expect, it } from 'vitest';
import { SkippedList } from '#main/store/skipped.ts';

const files = (count: number, from = 0) => Array.from({ length: count }, (_, i) => ({ path: `line ${from + i}`, reason: 'it is empty' }));

it('lists all where they are few', () => {
  const list = new SkippedList(5);
  list.add(files(2));
  list.add(files(3, 2));
  expect(list.all()).toEqual(files(5));
});

it('lists the first of many and says how many more there are', () => {
  const list = new SkippedList(5);
  for (let from = 0; from < 1000; from += 4) list.add(files(4, from));
  expect(list.all()).toEqual([...files(5), { path: '995 more', reason: 'only the first are listed' }]);
});
