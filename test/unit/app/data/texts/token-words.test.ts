import { describe, expect, it } from 'vitest';
import { specialTokens } from '#app/data/texts/special-tokens.ts';
import { isOfText, mayCome, tokenWords } from '#app/data/texts/token-words.ts';

describe('a token as people read it', () => {
  it.each([
    ['a', 'a'],
    ['don’t', 'don’t'],
    [' ', '␣ space'],
    ['\n', '↵ line break'],
    ['\t', '⇥ tab'],
    ['▁the', '␣the'],
    ['\u00A0', 'U+00A0'],
    ['\u200B', 'U+200B'],
    ['<end>', 'end of the text'],
  ])('%j is %j', (token, words) => expect(tokenWords(token)).toBe(words));

  it('never is a special token as it is called inside', () => {
    for (const token of specialTokens({ startEnd: true })) {
      expect(tokenWords(token)).not.toMatch(/[<>]/);
      expect(isOfText(token)).toBe(false);
    }
    expect(['<', 'end', 'a'].every(isOfText)).toBe(true);
  });

  it('may come unless only the network gets it', () => {
    expect(specialTokens({ startEnd: true }).filter(mayCome)).toEqual(['<unknown>', '<end>']);
    expect(mayCome('a')).toBe(true);
  });
});
