import { describe, expect, it } from 'vitest';
import { readVectors } from '#app/data/texts/vectors/vectors.ts';
import { fitted } from '#test/helpers/texts.ts';

const fit = fitted(['movie was good', 'movie was bad', 'movie'], { vocabulary: { order: 'appearance' } });
const glove = 'the 0.1 0.2 0.3\nmovie 1 -2 3e-1\n. . . 0 0 0\ngood .5 0.25 -0.125\n';
const read = (...chunks: string[]) => readVectors(chunks, fit, 'vectors.txt');

describe('pretrained vectors', () => {
  it('of GloVe are read for the vocabulary’s words, zeros for the others', async () => {
    const { dimension, vectors, found, lines } = await read(glove);
    expect([dimension, lines]).toEqual([3, 4]);
    expect([...found]).toEqual([0, 0, 1, 0, 1, 0]);
    expect([...vectors]).toEqual([0, 0, 0, 0, 0, 0, 1, -2, Math.fround(0.3), 0, 0, 0, 0.5, 0.25, -0.125, 0, 0, 0]);
  });

  it('state how much they cover, of the words and of their occurrences', async () => {
    // movie 3, was 2, good 1, bad 1.
    expect((await read(glove)).coverage).toEqual({ words: 2 / 4, occurrences: 4 / 7 });
  });

  it.each([
    ['word2vec, with a header and a blank at each end', `2 3\nmovie 1 2 3 \ngood 4 5 6 \n`],
    ['FastText, with Windows line ends', `2 3\r\nmovie 1 2 3 \r\ngood 4 5 6\r\n`],
    ['no line end at the end', `movie 1 2 3\ngood 4 5 6`],
    ['an empty line', `movie 1 2 3\n\ngood 4 5 6\n`],
  ])('are read from %s', async (_, file) => {
    const { vectors, lines } = await read(file);
    expect([...vectors.subarray(6, 9), ...vectors.subarray(12, 15)]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(lines).toBe(2);
  });

  it('are the same wherever the file is cut', async () => {
    const whole = await read(glove);
    for (let size = 1; size < 9; size += 1) expect(await read(...(glove.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []))).toEqual(whole);
  });

  it('are read from a stream', async () => {
    async function* stream() {
      yield glove.slice(0, 20);
      yield glove.slice(20);
    }
    expect(await readVectors(stream(), fit, 'vectors.txt')).toEqual(await read(glove));
  });

  it('keep the first of two lines of a word', async () => {
    expect((await read('movie 1 2\nmovie 3 4\n')).vectors.slice(4, 6)).toEqual(Float32Array.of(1, 2));
  });

  it.each([
    ['a number too few', 'movie 1 2 3\ngood 1 2\n', 'line 2 has 2 numbers, not 3'],
    ['a number too many', 'movie 1 2 3\ngood 1 2 3\nthe 1 2 3 4\n', 'line 3 has 4 numbers, not 3'],
    ['another dimension than the header says', '2 4\nmovie 1 2 3\n', 'line 2 has 3 numbers, not 4'],
    ['a word in place of a number', 'movie 1 2 3\ngood 1 x 3\n', 'line 2 has something else than numbers'],
    ['no number', 'movie 1 2 3\ngood nan nan nan\n', 'line 2 has'],
    ['an infinite number', 'movie 1 2 3\ngood 1 1e999 3\n', 'line 2 has something else than numbers'],
    ['words only', 'movie\ngood\n', 'line 1 has no numbers'],
    ['a line without end', `movie 1 2\n${'x'.repeat(2_000_000)}\n`, 'line 2 has more than 1000000 characters'],
  ])('with %s are refused, the line named', async (_, file, problem) => {
    await expect(read(file)).rejects.toMatchObject({ code: 'vectors-unreadable', message: expect.stringContaining(problem) });
  });

  it('are refused where the file has none', async () => {
    await expect(read()).rejects.toMatchObject({ code: 'vectors-empty' });
    await expect(read('\n\n')).rejects.toMatchObject({ code: 'vectors-empty' });
    await expect(read('2 3\n')).rejects.toMatchObject({ code: 'vectors-empty' });
  });

  it('are refused where a header asks for more memory than there may be', async () => {
    const large = fitted([Array.from({ length: 1000 }, (_, place) => `w${place}`).join(' ')]);
    await expect(readVectors(['5 900000\n', 'movie 1'], large, 'v.vec')).rejects.toMatchObject({ code: 'vectors-too-many' });
  });

  it('take __proto__ and constructor as words', async () => {
    const hostile = fitted(['__proto__ constructor']);
    const { found, vectors } = await readVectors(['__proto__ 1 2\nconstructor 3 4\ntoString 5 6\n'], hostile, 'v.vec');
    expect([...found]).toEqual([0, 0, 1, 1]);
    expect([...vectors.subarray(4)]).toEqual([1, 2, 3, 4]);
  });

  it('of a line without end are forgotten while it comes', async () => {
    function* endless() {
      for (let part = 0; part < 300; part += 1) yield 'x'.repeat(1_000_000);
      yield '\n';
    }
    await expect(readVectors(endless(), fit, 'v.vec')).rejects.toMatchObject({ code: 'vectors-unreadable' });
  });
});
