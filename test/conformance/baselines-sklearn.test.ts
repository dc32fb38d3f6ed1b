import { expect, it } from 'vitest';
import { z } from 'zod';
import { confusionOf, largest, macroF1, rocAuc } from '#app/runs/metrics.ts';
import { LogisticRegression } from '#main/inference/baselines/logistic-regression.ts';
import { RowsBuilder } from '#main/inference/baselines/rows.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { askPython, peersOrSkip } from '#test/helpers/peers.ts';

const answer = z.object({
  metrics: z.array(z.object({ f1: z.number(), auc: z.number() })),
  fits: z.array(z.array(z.array(z.number()))),
});

/** Texts of which some columns hint at the class and most do not: no model gets all of them. */
function counts(classes: number, seed: number) {
  const random = drawn(seed);
  const features = 300;
  const make = (count: number) => {
    const labels = Array.from({ length: count }, () => random.whole(0, classes - 1));
    const rows = labels.map((label) =>
      Array.from({ length: random.whole(3, 25) }, () =>
        random.whole(0, 9) === 0 ? label * 7 + random.whole(0, 6) : random.whole(0, features - 1),
      ),
    );
    return { labels, rows };
  };
  return { classes, features, train: make(1500), judged: make(600) };
}

const fits = [counts(2, 1), counts(3, 2), counts(7, 3)];

const metrics = [4, 5, 6].map((seed) => {
  const random = drawn(seed);
  const actual = Array.from({ length: 200 }, () => random.whole(0, 2));
  const predicted = Array.from({ length: 200 }, () => random.whole(0, 3));
  // Few distinct scores, so that there are ties.
  const scores = actual.map((label) => random.whole(0, 12) + (label === 1 ? random.whole(0, 6) : 0));
  return { actual, predicted, scores };
});

const rowsOf = (rows: readonly number[][]) => {
  const builder = new RowsBuilder();
  for (const row of rows) builder.add(row);
  return builder.rows();
};

peersOrSkip('baselines and their figures beside scikit-learn', (python) => {
  let said: z.infer<typeof answer> | null = null;
  const sklearn = () => {
    said ??= answer.parse(
      askPython(python, new URL('baselines.py', import.meta.url).pathname, {
        metrics,
        fits: fits.map(({ train, judged, features }) => ({ train: train.rows, labels: train.labels, judged: judged.rows, features })),
      }),
    );
    return said;
  };

  it('macro F1 and the area under the ROC curve are the same', () => {
    for (const [place, { actual, predicted, scores }] of metrics.entries()) {
      const { f1 = -1, auc = -1 } = sklearn().metrics[place] ?? {};
      expect(macroF1(confusionOf(actual, predicted, 4))).toBeCloseTo(f1, 12);
      expect(
        rocAuc(
          scores,
          actual.map((label) => label === 1),
        ),
      ).toBeCloseTo(auc, 12);
    }
  });

  it.each(fits.map((fit, place) => [fit.classes, place] as const))(
    'logistic regression of %i classes answers alike',
    async (classes, place) => {
      const { train, judged, features } = fits[place] ?? counts(2, 1);
      const data = { rows: rowsOf(train.rows), labels: train.labels, classes, features };
      const model = await LogisticRegression.fit(data, { steps: 200, pause: async () => undefined });
      const ours = model.probabilities(rowsOf(judged.rows));
      const theirs = sklearn().fits[place] ?? [];
      let [right, rightOfTheirs, furthest] = [0, 0, 0];
      for (const [row, label] of judged.labels.entries()) {
        const own = ours.slice(row * classes, (row + 1) * classes);
        right += largest(own) === label ? 1 : 0;
        rightOfTheirs += largest(theirs[row] ?? []) === label ? 1 : 0;
        for (const [at, probability] of own.entries()) furthest = Math.max(furthest, Math.abs(probability - (theirs[row]?.[at] ?? -1)));
      }
      const [accuracy, accuracyOfTheirs] = [right / judged.labels.length, rightOfTheirs / judged.labels.length];
      // Good enough to be wrong about something, bad enough to be told from guessing.
      expect(accuracyOfTheirs).toBeGreaterThan(1.3 / classes);
      expect(accuracyOfTheirs).toBeLessThan(0.98);
      expect(Math.abs(accuracy - accuracyOfTheirs)).toBeLessThanOrEqual(0.01);
      expect(furthest).toBeLessThan(0.02);
    },
  );
});
