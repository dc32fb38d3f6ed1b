import { describe, expect, it } from 'vitest';
import type { Run } from '#app/contract/runs.ts';
import { answeredWords } from '#app/data/answered-words.ts';
import { itemWords } from '#app/data/item-words.ts';
import type { DataKind } from '#app/data/preprocessing.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { standardError } from '#renderer/features/compare/margin.ts';
import { verdict as verdictOn } from '#renderer/features/compare/verdict.ts';
import { fakeRun } from '../../helpers/fake-objects.ts';

/** A run of its own model version unless `version` says otherwise. */
const reached = (id: number, accuracy: number, { version = id, seed = 7, dataset = 1 } = {}) => {
  const run = fakeRun({ id, name: `Run ${id}`, modelVersion: version, dataset });
  return {
    ...run,
    config: { ...run.config, seed },
    final: { ...run.final, validation: { loss: 1, accuracy, error: null } },
  };
};
const on = (items: number | null) => () => items;
const verdict = (runs: readonly Run[], items: () => number | null, kind: DataKind = 'images') =>
  verdictOn(runs, items, () => itemWords(kind));

describe('the verdict', () => {
  it('calls no winner below two standard errors of the difference', () => {
    const [a, b] = [reached(1, 0.912), reached(2, 0.919)];
    expect(verdict([a, b], on(120))).toMatch(/^Run 2 leads Run 1 by 0\.7 ± 7\.\d points on 120 validation images: no clear winner\./);
  });

  it('calls the same lead clear once there are images enough', () => {
    const [a, b] = [reached(1, 0.912), reached(2, 0.919)];
    expect(verdict([a, b], on(50_000))).toMatch(/by 0\.7 ± 0\.4 points on 50,000 validation images: a clear lead\./);
  });

  it('calls texts texts', () => {
    const [a, b] = [reached(1, 0.912), reached(2, 0.919)];
    expect(verdict([a, b], on(120), 'texts')).toMatch(/points on 120 validation texts: no clear winner\./);
  });

  it('says about how many steps it was, where they are not counted', () => {
    const [a, b] = [reached(1, 0.912), reached(2, 0.95)];
    const next = textPreprocessing.parse({ kind: 'texts', answers: 'next' });
    const words = verdictOn(
      [a, b],
      on(5300),
      () => answeredWords(next),
      () => true,
    );
    expect(words).toMatch(/points on about 5,300 validation tokens: a clear lead\./);
  });

  it('says equal of equals', () => {
    expect(verdict([reached(1, 0.5), reached(2, 0.5)], on(100))).toMatch(/are equal on 100 validation images: no clear winner/);
  });

  it('takes all right on a few images for no certainty', () => {
    expect(standardError(1, 10)).toBeGreaterThan(0.05);
    expect(verdict([reached(1, 1), reached(2, 0.9)], on(10))).toMatch(/no clear winner/);
  });

  it('does not compare models over other data', () => {
    expect(verdict([reached(1, 0.9), reached(2, 0.5, { dataset: 2 })], on(1000))).toMatch(/on other data/);
  });

  it('says so where nobody knows how many images it were', () => {
    expect(verdict([reached(1, 0.9), reached(2, 0.5)], on(null))).toMatch(/on how many images is not known/);
  });

  it('is silent about one run, and about runs that were not validated', () => {
    const silent = { ...reached(2, 0), final: { train: null, validation: null, test: null } };
    expect([verdict([reached(1, 0.9)], on(100)), verdict([reached(1, 0.9), silent], on(100))]).toEqual([null, null]);
  });

  it('compares means where seeds were repeated, and counts their spread as noise', () => {
    const steady = [0.9, 0.91, 0.92].map((accuracy, place) => reached(place + 1, accuracy, { version: 1, seed: place }));
    const other = [0.8, 0.9, 1].map((accuracy, place) => reached(place + 4, accuracy, { version: 2, seed: place }));
    const words = verdict([...steady, ...other], on(1_000_000));
    expect(words).toMatch(/^Run 1 \(mean of 3 seeds\) leads Run 4 \(mean of 3 seeds\) by 1\.0 ± 11\.\d points .* no clear winner\.$/);
  });

  it('says of mere repetitions how far they lie apart', () => {
    const runs = [0.9, 0.94].map((accuracy, place) => reached(place + 1, accuracy, { version: 1, seed: place }));
    expect(verdict(runs, on(100))).toMatch(/^2 runs that differ by nothing but their seed reach 90\.0 to 94\.0 %/);
  });

  describe('of errors', () => {
    const off = (id: number, error: number, how: Parameters<typeof reached>[2] = {}): Run => {
      const run = reached(id, 0, how);
      return { ...run, measure: 'error', final: { ...run.final, validation: { loss: 1, accuracy: null, error } } };
    };
    const seeds = (errors: readonly number[], version: number) =>
      errors.map((error, place) => off(10 * version + place, error, { version, seed: place }));

    it('puts the lower one ahead, and takes one seed for no proof however many items there are', () => {
      expect(verdict([off(1, 12.5), off(2, 11.25)], on(1_000_000))).toBe(
        'Run 2 leads Run 1 by 1.3 of mean absolute error on 1,000,000 validation images. A single seed does not tell a lead from luck: repeat them with others.',
      );
    });

    it('calls a lead clear that seeds do not make', () => {
      expect(verdict([...seeds([12.4, 12.5, 12.6], 1), ...seeds([10.9, 11, 11.1], 2)], on(100))).toMatch(
        /^Run 20 \(mean of 3 seeds\) leads Run 10 \(mean of 3 seeds\) by 1\.5 ± 0\.23 of mean absolute error on 100 validation images: a clear lead\.$/,
      );
    });

    it('calls none where seeds lie further apart, or two of them happen to be near', () => {
      expect(verdict([...seeds([11, 12.5, 14], 1), ...seeds([10, 12, 13.5], 2)], on(100))).toMatch(/no clear winner\.$/);
      expect(verdict([...seeds([12, 12.2], 1), ...seeds([11.6, 11.9], 2)], on(100))).toMatch(/no clear winner\.$/);
      expect(verdict([...seeds([12, 13], 1), ...seeds([12, 13], 2)], on(100))).toMatch(
        /are equal on 100 validation images: no clear winner\.$/,
      );
    });

    it('says of mere repetitions how far they lie apart', () => {
      expect(verdict(seeds([12.5, 11.25], 1), on(100))).toMatch(
        /^2 runs that differ by nothing but their seed come to a mean absolute error of 11\.25 to 12\.50 on the validation part, 11\.88 in the mean/,
      );
    });

    it('does not compare over other data, nor errors with accuracies', () => {
      expect(verdict([off(1, 12), off(2, 11, { dataset: 2 })], on(100))).toBe(
        'Run 2 leads Run 1 by 1.0 of validation mean absolute error, but on other data: this does not say which model is better.',
      );
      expect(verdict([off(1, 12), reached(2, 0.9, { dataset: 2 })], on(100))).toMatch(/answer in classes and in numbers/);
    });
  });
});
