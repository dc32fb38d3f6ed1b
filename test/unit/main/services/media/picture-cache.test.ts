import { expect, it } from 'vitest';
import { PictureCache } from '#main/services/media/picture-cache.ts';

const picture = (bytes: number) => ({ body: new Uint8Array(bytes) });

it('lets the one go that was not asked for longest', () => {
  const cache = new PictureCache(100);
  for (const key of ['a', 'b', 'c', 'd']) cache.set(key, picture(25));
  cache.get('a');
  cache.set('e', picture(25));
  expect(['a', 'b', 'c', 'd', 'e'].filter((key) => cache.get(key) !== undefined)).toEqual(['a', 'c', 'd', 'e']);
});

it('counts a picture once, however often it is put in', () => {
  const cache = new PictureCache(100);
  for (let i = 0; i < 10; i += 1) cache.set('a', picture(25));
  cache.set('b', picture(25));
  expect(cache.get('a')).toBeDefined();
});

it('keeps none that would push most of the others out', () => {
  const cache = new PictureCache(100);
  cache.set('a', picture(20));
  cache.set('huge', picture(90));
  expect([cache.get('a') !== undefined, cache.get('huge')]).toEqual([true, undefined]);
});
