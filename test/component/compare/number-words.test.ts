import { describe, expect, it } from 'vitest';
import { numberVerdict, rangeWords } from '#renderer/features/compare/numbers/number-words.ts';
import { fakeNumbers, fakeScore } from '../../helpers/fake-numbers.ts';

const plain = (mae: number) => [
  { name: 'mean', title: 'Mean of the training part', score: fakeScore(94_617) },
  { name: 'linear', title: 'Linear regression on the same inputs', score: fakeScore(mae) },
];
const verdict = (mae: number, baselines = plain(15_817)) => numberVerdict({ ...fakeNumbers({ baselines }), score: fakeScore(mae) });

describe('the verdict on numbers', () => {
  it('says how far off the run is and the best plain way, in the unit of the target', () => {
    expect(verdict(6287)).toBe('Off by 6,287 EUR on average; linear regression on the same inputs is off by 15,817.');
  });
  it('says of a small lead that it may be luck', () => {
    expect(verdict(15_500)).toMatch(/is off by 15,817\. So small a lead may be luck: repeat it with other seeds\.$/);
  });
  it('says where a plain way is as good', () => {
    expect(verdict(15_817)).toMatch(
      /^Off by 15,817 EUR on average: no better than linear regression on the same inputs, which is off by 15,817/,
    );
  });
  it('has nothing to compare with where there is no plain way', () => {
    expect(verdict(6287, [])).toBe('Off by 6,287 EUR on average.');
  });
  it('names no unit where the targets have several', () => {
    const [target] = fakeNumbers().targets;
    if (target === undefined) throw new Error('a target');
    const targets = [target, { ...target, name: 'rooms', unit: null }];
    expect(numberVerdict({ ...fakeNumbers({ targets, baselines: [] }), score: fakeScore(5) })).toBe(
      'Off by 5.000 on average over 2 targets.',
    );
  });
});

describe('ranges', () => {
  const words = (coverage: number) => rangeWords(fakeNumbers({ intervals: { share: 0.8, coverage, width: 12.2, pinball: 1 } }));
  it.each([
    [0.784, 'Ranges of 80 % hold 78.4 % of the values: as they should. From end to end they measure 12.20 EUR on average.'],
    [0.6, expect.stringMatching(/hold 60\.0 % of the values: they are too narrow/)],
    [0.97, expect.stringMatching(/hold 97\.0 % of the values: they are too wide/)],
  ])('that hold %f are told as they are', (coverage, told) => {
    expect(words(coverage)).toEqual(told);
  });
  it('are not told of where none was forecast', () => {
    expect(rangeWords(fakeNumbers({ intervals: null }))).toBeNull();
  });
});
