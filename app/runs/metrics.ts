/** confusion[actual][predicted] counts items. */
export type Confusion = number[][];

/** How well one class was found; each figure is 0 where its denominator is 0. */
export interface ClassScore {
  name: string;
  items: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Place of the largest number; the first of several; 0 of none. NaN never is the largest. */
export function largest(values: ArrayLike<number>): number {
  let best = 0;
  let most = -Infinity;
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] ?? Number.NaN;
    if (value > most) [best, most] = [place, value];
  }
  return best;
}

/** Counts what was taken for what; labels outside 0 to classes − 1 are left out. */
export function confusionOf(actual: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): Confusion {
  const matrix: Confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let item = 0; item < actual.length; item += 1) {
    const row = matrix[actual[item] ?? -1];
    const column = predicted[item] ?? -1;
    const count = row?.[column];
    if (row !== undefined && count !== undefined) row[column] = count + 1;
  }
  return matrix;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);

/** Share of the items on the diagonal; 0 of none. */
export function accuracyOf(confusion: Confusion): number {
  return share(sum(confusion.map((row, actual) => row[actual] ?? 0)), sum(confusion.map(sum)));
}

/** Precision = hits/answers, recall = hits/items, F1 = 2·hits/(answers + items), for each class. */
export function classScores(confusion: Confusion, names: readonly string[]): ClassScore[] {
  return names.map((name, index) => {
    const hits = confusion[index]?.[index] ?? 0;
    const items = sum(confusion[index] ?? []);
    const answers = sum(confusion.map((row) => row[index] ?? 0));
    return { name, items, precision: share(hits, answers), recall: share(hits, items), f1: share(2 * hits, answers + items) };
  });
}

/**
 * Accuracy on `judged` items of always answering the class that the training items have most of (the first of several);
 * 0 of none.
 */
export function majorityBaseline(trainCounts: ArrayLike<number>, judgedCounts: ArrayLike<number>): number {
  return share(judgedCounts[largest(trainCounts)] ?? 0, sum(Array.from(judgedCounts)));
}

/** The mean F1 of the classes that were there or were answered; 0 of none. As scikit-learn's f1_score with average "macro". */
export function macroF1(confusion: Confusion): number {
  const names = confusion.map((_, index) => String(index));
  const answers = names.map((_, index) => sum(confusion.map((row) => row[index] ?? 0)));
  const scores = classScores(confusion, names).filter(({ items }, index) => items + (answers[index] ?? 0) > 0);
  return share(sum(scores.map(({ f1 }) => f1)), scores.length);
}

/**
 * Area under the ROC curve: how often an item that is positive has a higher score than one that is not, ties counting half
 * (Mann and Whitney). Null where one of the two is missing.
 */
export function rocAuc(scores: ArrayLike<number>, positive: ArrayLike<boolean>): number | null {
  const order = Array.from({ length: scores.length }, (_, item) => item).sort((one, other) => (scores[one] ?? 0) - (scores[other] ?? 0));
  let [positives, negatives, above] = [0, 0, 0];
  for (let at = 0; at < order.length; ) {
    const score = scores[order[at] ?? 0];
    let [tiedPositives, tiedNegatives] = [0, 0];
    for (; at < order.length && scores[order[at] ?? 0] === score; at += 1) {
      if (positive[order[at] ?? 0] === true) tiedPositives += 1;
      else tiedNegatives += 1;
    }
    above += tiedPositives * (negatives + tiedNegatives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
  }
  return positives === 0 || negatives === 0 ? null : above / (positives * negatives);
}
