import { describe, expect, it } from 'vitest';
import { Decoding, type Encoding } from '#main/importers/texts/decoding.ts';
import { detectEncoding } from '#main/importers/texts/encoding.ts';

/** Decodes the bytes in pieces cut at these places. */
function decoded(encoding: Encoding, bytes: Uint8Array, ...cuts: number[]): string {
  const decoding = new Decoding(encoding);
  const ends = [...cuts, bytes.length];
  return ends.map((end, i) => decoding.decode(Buffer.from(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)), i === ends.length - 1)).join('');
}

const text = 'né € \u{1F600} \uFFFD 漢字\n';
const swapped = (value: string) => Buffer.from(value, 'utf16le').swap16();

describe('decoding', () => {
  it.each<[Encoding, Uint8Array]>([
    ['utf-8', Buffer.from(text)],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', swapped(text)],
  ])('%s, cut anywhere', (encoding, bytes) => {
    for (let cut = 0; cut <= bytes.length; cut += 1) expect(decoded(encoding, bytes, cut), `cut at ${cut}`).toBe(text);
    expect(decoded(encoding, bytes).isWellFormed()).toBe(true);
  });

  it('Windows-1252 has letters where Latin-1 has controls', () => {
    expect(decoded('windows-1252', Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x80, 0x93, 0x94, 0x81]))).toBe('café€“”\x81');
  });

  it.each([
    ['a byte that begins nothing', [0x61, 0xff, 0x62], 'a\uDCFFb'],
    ['a character cut off', [0x61, 0xe2, 0x82], 'a\uDCE2\uDC82'],
    ['an overlong form', [0xc0, 0xaf], '\uDCC0\uDCAF'],
    ['a surrogate in UTF-8', [0xed, 0xa0, 0x80], '\uDCED\uDCA0\uDC80'],
    ['one within good ones', [0xc3, 0xa9, 0x80, 0xc3, 0xa9], 'é\uDC80é'],
  ])('of UTF-8, %s is marked', (_, bytes, marked) => {
    for (let cut = 0; cut <= bytes.length; cut += 1) expect(decoded('utf-8', Uint8Array.from(bytes), cut)).toBe(marked);
    expect(marked.isWellFormed()).toBe(false);
  });

  it('of UTF-16, half a pair and half a unit are marked', () => {
    expect(decoded('utf-16le', Uint8Array.from([0x61, 0, 0x00, 0xd8, 0x62, 0, 0x41])).isWellFormed()).toBe(false);
    expect(decoded('utf-16le', Uint8Array.from([0x61, 0, 0x41]))).toBe('a\uDC41');
  });
});

describe('what the bytes are', () => {
  const long = 'Ein schöner Text über Bücher, nicht zu kurz. '.repeat(20);
  it.each<[string, Uint8Array, unknown]>([
    ['ASCII', Buffer.from('plain'), { name: 'utf-8', mark: 0 }],
    ['UTF-8', Buffer.from(long), { name: 'utf-8', mark: 0 }],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${long}`), { name: 'utf-8', mark: 3 }],
    ['UTF-8 with some damage', Buffer.concat([Buffer.from(long), Buffer.from([0xff, 0xe9])]), { name: 'utf-8', mark: 0 }],
    ['Latin-1', Buffer.from(long, 'latin1'), { name: 'windows-1252', mark: 0 }],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${long}`, 'utf16le'), { name: 'utf-16le', mark: 2 }],
    ['UTF-16, big end first, with a mark', swapped(`\uFEFF${long}`), { name: 'utf-16be', mark: 2 }],
    ['UTF-16 without a mark', Buffer.from(long, 'utf16le'), { name: 'utf-16le', mark: 0 }],
    ['UTF-16, big end first, without a mark', swapped(long), { name: 'utf-16be', mark: 0 }],
    ['a few NULs', Buffer.from(`${long}\0\0`), { name: 'utf-8', mark: 0 }],
    ['zeros', Buffer.alloc(100), { other: 'nothing but zeros' }],
    ['numbers', Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => (i * 7) % 20)), { other: 'something that is no text' }],
    ['a PDF', Buffer.from('%PDF-1.7 …'), { other: 'a PDF' }],
    ['a workbook', Buffer.from('PK\x03\x04…'), { other: 'a zip archive, such as an Excel or Word file' }],
  ])('%s', (_, bytes, found) => {
    expect(detectEncoding([Buffer.from(bytes)])).toEqual(found);
  });

  it('samples may begin and end within a character', () => {
    const bytes = Buffer.from('漢字'.repeat(100));
    expect(detectEncoding([bytes.subarray(0, 100), bytes.subarray(101, 200), bytes.subarray(202, 301)])).toEqual({
      name: 'utf-8',
      mark: 0,
    });
  });
});
