import { expect, it } from 'vitest';
import { answeredWords } from '#app/data/answered-words.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';

it('what is answered is an item, or a step of it by its own name', () => {
  const many = (answers: 'class' | 'tags' | 'next') => answeredWords(textPreprocessing.parse({ kind: 'texts', answers })).many;
  expect([many('class'), many('tags'), many('next')]).toEqual(['texts', 'words', 'tokens']);
  expect(answeredWords({ kind: 'images', width: 8, height: 8, channels: 'rgb', fit: 'stretch', background: 0 }).many).toBe('images');
  expect(answeredWords(undefined).many).toBe('items');
});
