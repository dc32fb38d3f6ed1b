import { describe, expect, it } from 'vitest';
import { normaliser } from '#app/data/texts/normalise.ts';

const plain = { unicode: 'none', lowercase: false, accents: 'keep' } as const;

describe('normalising', () => {
  it('makes a composed and a decomposed é the same', () => {
    const normalise = normaliser({ ...plain, unicode: 'NFC' });
    expect(normalise('cafe\u0301')).toBe('caf\u00e9');
    expect(normalise('caf\u00e9')).toBe('caf\u00e9');
  });

  it('leaves wide letters to NFKC', () => {
    expect(normaliser({ ...plain, unicode: 'NFC' })('Ａ１')).toBe('Ａ１');
    expect(normaliser({ ...plain, unicode: 'NFKC' })('Ａ１')).toBe('A1');
  });

  it('strips accents of Latin, Greek and Cyrillic letters and no vowel signs of Hindi', () => {
    expect(normaliser({ ...plain, accents: 'strip' })('Crème ά ё हिन्दी')).toBe('Creme α е हिन्दी');
  });

  it('writes every Σ as σ', () => {
    expect(normaliser({ ...plain, lowercase: true })('ΟΔΟΣ')).toBe('οδοσ');
  });

  it('replaces half a surrogate pair, whatever is asked for', () => {
    expect(normaliser(plain)('a\ud800b\udc00')).toBe('a\ufffdb\ufffd');
    expect(normaliser({ ...plain, unicode: 'NFC' })('a\ud800')).toBe('a\ufffd');
    expect(normaliser(plain)('😀')).toBe('😀');
  });

  it('does nothing that was not asked for', () => {
    expect(normaliser(plain)('Crème  cafe\u0301\n')).toBe('Crème  cafe\u0301\n');
  });
});
