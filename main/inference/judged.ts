import type { ClassScore } from '#app/runs/metrics.ts';
import { accuracyOf, classScores, confusionOf, largest, majorityBaseline, rocAuc } from '#app/runs/metrics.ts';
import type { NewRow } from '#main/store/tables.ts';
import type { TaskResult } from '#main/training/protocol.ts';

/** A probability of 0 in float32 may be any below 1e-45: what is shown for it is bounded, as Keras does it. */
const LEAST_PROBABILITY = 1e-7;

/** What the store keeps of a judged item. */
export type JudgedRow = Omit<NewRow<'judged'>, 'evaluation' | 'place'>;

/** Figures over the items whose class is known. */
export interface JudgedFigures {
  items: number;
  loss: number;
  accuracy: number;
  majority: number;
  /** Of two classes. */
  rocAuc: number | null;
  perClass: ClassScore[];
  confusion: number[][];
}

type Answer = Pick<Extract<TaskResult, { kind: 'evaluate' }>, 'items' | 'probabilities' | 'loss'>;

/** Counts answers, some at a time: of each item it keeps no more than what the ROC curve needs. */
export class Judged {
  readonly #classes: readonly { name: string; train: number }[];
  #confusion: number[][];
  /** What was said for the second of two classes, and whether it is that. */
  readonly #scores: number[] = [];
  readonly #second: boolean[] = [];
  #items = 0;
  #loss = 0;

  constructor(classes: readonly { name: string; train: number }[]) {
    this.#classes = classes;
    this.#confusion = confusionOf([], [], classes.length);
  }

  /** Takes an answer; what the store keeps of its items. `pathOf` names a dataset's items. */
  add({ items, probabilities, loss }: Answer, pathOf: (index: number) => string): JudgedRow[] {
    const size = this.#classes.length;
    const rows = items.map(({ index, path, actual }, place) => {
      const own = probabilities.slice(place * size, (place + 1) * size);
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
      size,
    );
    this.#confusion = this.#confusion.map((row, actual) => row.map((count, predicted) => count + (confusion[actual]?.[predicted] ?? 0)));
    this.#items += known.length;
    this.#loss += loss * known.length;
    if (size !== 2) return rows;
    for (const row of known) {
      this.#scores.push(secondOf(row));
      this.#second.push(row.actual === 1);
    }
    return rows;
  }

  /** Whether it is known what the training part had most of. */
  get knowsMost(): boolean {
    return this.#classes.some(({ train }) => train > 0);
  }

  figures(): JudgedFigures {
    const confusion = this.#confusion;
    return {
      items: this.#items,
      loss: this.#items === 0 ? 0 : this.#loss / this.#items,
      accuracy: accuracyOf(confusion),
      majority: majorityBaseline(
        this.#classes.map((each) => each.train),
        confusion.map((row) => row.reduce((sum, count) => sum + count, 0)),
      ),
      rocAuc: this.#classes.length === 2 ? rocAuc(this.#scores, this.#second) : null,
      perClass: classScores(
        confusion,
        this.#classes.map((each) => each.name),
      ),
      confusion,
    };
  }
}

/** What a row says for the second of two classes. */
const secondOf = ({ probabilities }: { probabilities: Uint8Array }): number =>
  new Float32Array(probabilities.buffer, probabilities.byteOffset, 2)[1] ?? 0;
