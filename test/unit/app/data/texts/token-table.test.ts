import { describe, expect, it } from 'vitest';
import { TokenTable } from '#app/data/texts/token-table.ts';
import { draws, hash32 } from '#app/runs/random.ts';

describe('the table of tokens', () => {
  it('numbers tokens in the order they come and knows them again', () => {
    const table = new TokenTable();
    const text = 'not good not bad';
    expect([table.intern(text, 0, 3), table.intern(text, 4, 8), table.intern(text, 9, 12), table.intern(text, 13, 16)]).toEqual([
      0, 1, 0, 2,
    ]);
    expect(table.token(1)).toBe('good');
    expect(table.find('bad')).toBe(2);
    expect(table.find('ba')).toBe(-1);
    expect(table.size).toBe(3);
  });

  it('keeps names of objects’ own properties, NUL and half a surrogate pair as they are', () => {
    const table = new TokenTable();
    const tokens = ['__proto__', 'constructor', 'a\0b', '\ud800', '', 'toString', '😀'];
    for (const token of tokens) table.intern(token);
    expect(tokens.map((token) => table.token(table.find(token)))).toEqual(tokens);
  });

  it('tells tokens apart whose hashes are the same', () => {
    // 400,000 tokens have about 18 pairs with one hash of 32 bits, whatever the seed.
    const table = new TokenTable();
    for (let token = 0; token < 400_000; token += 1) table.intern(hash32(token).toString(16).padStart(8, '0'));
    expect(table.size).toBe(new Set(Array.from({ length: 400_000 }, (_, token) => hash32(token))).size);
  });

  it('agrees with a Map on 20,000 distinct tokens among 100,000', () => {
    const table = new TokenTable();
    const map = new Map<string, number>();
    const { integer } = draws(3);
    for (let round = 0; round < 100_000; round += 1) {
      const token = integer(20_000).toString(36);
      if (!map.has(token)) map.set(token, map.size);
      if (table.intern(`<${token}>`, 1, 1 + token.length) !== map.get(token)) expect(table.find(token), token).toBe(map.get(token));
    }
    expect(map.size).toBeGreaterThan(19_000);
    expect(table.size).toBe(map.size);
    expect([...map.keys()].every((token, id) => table.token(id) === token)).toBe(true);
  });
});
