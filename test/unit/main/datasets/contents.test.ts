import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Contents } from '#main/datasets/contents.ts';
import { findCopies } from '#main/datasets/copies.ts';
import { type Content, contentsOf } from '#test/helpers/contents.ts';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const item = (pixels: string, more: Omit<Content, 'pixels'> = {}): Content => ({ pixels, ...more });

describe('what items are, in columns', () => {
  it.each([
    ['hashes', [sha('a'), sha('b'), sha('a')]],
    ['the beginnings of hashes', [sha('a').slice(0, 32), sha('b').slice(0, 32)]],
    ['nothing', ['', '', '']],
    ['names that are no hashes', ['p1', 'P2', sha('a'), '', 'abc', 'éa']],
    ['hashes and others', [sha('a'), 'p1', sha('a').slice(0, 32), sha('A').toUpperCase(), sha('b')]],
  ])('gives %s back as they were', (_, pixels) => {
    const contents = contentsOf(pixels.map((each) => item(each)));
    expect(pixels.map((_, index) => contents.pixels(index))).toEqual(pixels);
    expect(contents.count).toBe(pixels.length);
  });

  it.each([32, 64])('gives hashes of %d digits back that came as bytes', (digits) => {
    const pixels = Array.from({ length: 5 }, (_, index) => sha(`${index}`).slice(0, digits));
    const contents = contentsOf(
      pixels.map((each) => item(each)),
      { bytes: true },
    );
    expect(pixels.map((_, index) => contents.pixels(index))).toEqual(pixels);
  });

  it('gives hashes of other lengths back that came as bytes behind', () => {
    const contents = new Contents(2);
    for (const pixels of [sha('a'), sha('b').slice(0, 32)])
      contents.add({ classes: Int32Array.of(0), parts: Uint8Array.of(0), copies: null, pixels: Buffer.from(pixels, 'hex') });
    expect([contents.pixels(0), contents.pixels(1)]).toEqual([sha('a'), sha('b').slice(0, 32)]);
  });

  it('knows class, part and how many are copies', () => {
    const contents = contentsOf([item(sha('a'), { class: 7, split: 'test' }), item(sha('a'), { copyOf: 0, split: 'validation' })]);
    expect([contents.classes[0], contents.part(0), contents.part(1), contents.copies]).toEqual([7, 'test', 'validation', 1]);
  });
});

describe('copies', () => {
  it('are those with the pixels of an item before, in order, each of the first one', async () => {
    const names = Array.from({ length: 5000 }, (_, index) => (index * 7919) % 3001);
    const contents = contentsOf(names.map((name) => item(sha(`text ${name}`).slice(0, 32))));
    const first = new Map<number, number>();
    const expected = names.flatMap((name, index) => {
      const before = first.get(name);
      if (before === undefined) first.set(name, index);
      return before === undefined ? [] : [[index, before]];
    });
    expect(await findCopies(contents)).toEqual(expected);
    expect(contents.copies).toBe(expected.length);
  });

  it('are told from items whose hashes begin alike', async () => {
    const begin = 'ab'.repeat(8);
    const contents = contentsOf([item(`${begin}00`), item(`${begin}01`), item(`${begin}00`), item('no hash'), item('no hash')]);
    expect(await findCopies(contents)).toEqual([
      [2, 0],
      [4, 3],
    ]);
  });

  it('are not looked for any more once nobody wants them', async () => {
    const cancel = new AbortController();
    cancel.abort(new Error('enough'));
    await expect(findCopies(contentsOf([item('a')]), { signal: cancel.signal })).rejects.toThrow('enough');
  });
});
