import { describe, expect, it } from 'vitest';
import { AppError } from '#app/errors.ts';
import { decodeRows, encodeRows } from '#main/datasets/texts/row-file.ts';
import { drawn } from '#test/helpers/drawn.ts';

const read = (content: Buffer) => {
  const rows = decodeRows(content, 'texts-00000.rows', '/data/1');
  return Array.from({ length: rows.count }, (_, place) => Buffer.from(rows.row(place)));
};
const texts = ['', 'a', 'Zürich 🙂', 'x'.repeat(1000), ''].map((text) => Buffer.from(text));

describe('a file of rows', () => {
  it('gives every row back, the empty ones too', () => {
    expect(read(encodeRows(texts))).toEqual(texts);
    expect(read(encodeRows([]))).toEqual([]);
  });

  it('knows no row beyond its end', () => {
    const rows = decodeRows(encodeRows(texts), 'texts-00000.rows', '/data/1');
    expect(() => rows.row(5)).toThrow('There is no row 5');
    expect(() => rows.row(-1)).toThrow('There is no row -1');
  });

  it.each([0, 7, 11, 20, 35, 60])('that is cut off after %d bytes is damaged, by name', (bytes) => {
    expect(() => read(encodeRows(texts).subarray(0, bytes))).toThrow(
      /The .* in \/data\/1 must be as the import left them; texts-00000\.rows/,
    );
  });

  it('with any one byte changed is damaged, or gives as many rows: it never reads beyond itself', () => {
    const random = drawn(3);
    const whole = encodeRows(texts);
    for (let trial = 0; trial < 500; trial += 1) {
      const content = Buffer.from(whole);
      content[random.whole(0, content.length - 1)] = random.whole(0, 255);
      try {
        expect(read(content)).toHaveLength(texts.length);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(error).toMatchObject({ code: 'dataset-damaged' });
      }
    }
  });
});
