import type { ClassScore } from '#app/runs/metrics.ts';
import { accuracyOf, classScores, confusionOf, largest, majorityBaseline, rocAuc } from '#app/runs/metrics.ts';
import type { NewRow } from '#main/store/tables.ts';
import type { TaskResult } from '#main/training/protocol.ts';

/** A probability of 0 in float32 may be any below 1e-45: what is shown for it is bounded, as Keras does it. */
const LEAST_PROBABILITY = 1e-7;

export interface Judgements {
  rows: Omit<NewRow<'judged'>, 'evaluation' | 'place'>[];
  /** Of the items whose class is known. */
  items: number;
  accuracy: number;
  majority: number;
  /** Of two classes. */
  rocAuc: number | null;
  perClass: ClassScore[];
  confusion: number[][];
}

/** What the store keeps of judged items, and the figures over those whose class is known. `pathOf` names a dataset's items. */
export function judgedRows(
  { items, probabilities }: Pick<Extract<TaskResult, { kind: 'evaluate' }>, 'items' | 'probabilities'>,
  classes: readonly { name: string; train: number }[],
  pathOf: (index: number) => string,
): Judgements {
  const rows = items.map(({ index, path, actual }, place) => {
    const own = probabilities.slice(place * classes.length, (place + 1) * classes.length);
    const truth = actual < 0 ? Math.max(...own) : (own[actual] ?? 0);
    return {
      index,
      path: path ?? pathOf(index ?? -1),
      actual,
      predicted: largest(own),
      truth,
      loss: actual < 0 ? null : -Math.log(Math.max(truth, LEAST_PROBABILITY)),
      probabilities: new Uint8Array(own.buffer),
    };
  });
  const known = rows.filter((row) => row.actual >= 0);
  const confusion = confusionOf(
    known.map((row) => row.actual),
    known.map((row) => row.predicted),
    classes.length,
  );
  return {
    rows,
    items: known.length,
    accuracy: accuracyOf(confusion),
    majority: majorityBaseline(
      classes.map((each) => each.train),
      confusion.map((row) => row.reduce((sum, count) => sum + count, 0)),
    ),
    rocAuc:
      classes.length === 2
        ? rocAuc(
            known.map(secondOf),
            known.map(({ actual }) => actual === 1),
          )
        : null,
    perClass: classScores(
      confusion,
      classes.map((each) => each.name),
    ),
    confusion,
  };
}

/** What a row says for the second of two classes. */
const secondOf = ({ probabilities }: { probabilities: Uint8Array }): number =>
  new Float32Array(probabilities.buffer, probabilities.byteOffset, 2)[1] ?? 0;
