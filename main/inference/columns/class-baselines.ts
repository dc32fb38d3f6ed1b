import { classPlaces } from '#app/data/columns/class-places.ts';
import { columnOf } from '#app/data/columns/fitted.ts';
import { headView } from '#app/data/columns/fitted-heads.ts';
import { size } from '#app/numbers.ts';
import { accuracyOf, confusionOf, largest, macroF1 } from '#app/runs/metrics.ts';
import { readFittedColumns } from '#main/datasets/columns/read-columns.ts';
import type { BaselinesTask, TaskResult } from '#main/training/protocol.ts';
import { LogisticRegression } from '../baselines/logistic-regression.ts';
import { featuresFor, learnedFrom, stepsFor } from '../baselines/plan.ts';
import { denseRows } from '../baselines/rows.ts';
import { featureColumns, openAsked, widthWithoutParts, withoutCodes } from './asked-columns.ts';

type Judged = Extract<TaskResult, { kind: 'baselines' }>['baselines'];

/** Items that logistic regression answers at a time. */
const answeredAtOnce = 4096;

/** What plain ways of naming the class reach: logistic regression on the same inputs, and of series the last one again. */
export async function classBaselines({ model, data, indices, file }: BaselinesTask, pause: () => Promise<void>): Promise<Judged> {
  const all = await readFittedColumns(model.fitted ?? '');
  const fitted = model.head === null ? all : headView(all, model.head);
  const training = await openAsked(data.folder, fitted);
  const opened = file === null ? training : await openAsked(file.folder, fitted);
  const classes = data.classes.length;
  const actual = Array.from(indices, (item) => (file ?? data).labels[item] ?? -1);
  const judged = (name: string, title: string, predicted: Int32Array): Judged[number] => {
    const confusion = confusionOf(actual, predicted, classes);
    return { name, title, accuracy: accuracyOf(confusion), macroF1: macroF1(confusion), perplexity: null };
  };
  const found: Judged = [];
  const { settings } = fitted;
  if (settings.kind === 'series') {
    const places = classPlaces(columnOf(opened.columns, settings.targets[0] ?? ''), fitted.answers);
    const last = Int32Array.from(indices, (item) => places[item + settings.window - 1] ?? 0);
    found.push(judged('last-value', 'The last one again', last));
  }
  const width = size(opened.source.shape);
  const quantities = widthWithoutParts(opened);
  if (quantities > featuresFor(classes)) return found;
  const learned = learnedFrom(data.train, quantities, classes);
  const columns = await featureColumns(training, learned, width);
  if (columns.length === 0) return found;
  const rows = denseRows(columns);
  const labels = Int32Array.from(learned, (item) => data.labels[item] ?? 0);
  const steps = stepsFor(rows.columns.length, quantities, classes);
  const regression = await LogisticRegression.fit({ rows, labels, classes, features: columns.length }, { steps, pause });
  const predicted = new Int32Array(indices.length);
  for (let at = 0; at < indices.length; at += answeredAtOnce) {
    await pause();
    const chosen = indices.subarray(at, at + answeredAtOnce);
    const probabilities = regression.probabilities(denseRows(await featureColumns(opened, chosen, width)));
    for (let row = 0; row < chosen.length; row += 1)
      predicted[at + row] = largest(probabilities.subarray(row * classes, (row + 1) * classes));
  }
  const drawn = learned.length === data.train.length ? '' : ` (of ${learned.length} of the ${data.train.length} training items)`;
  found.push(judged('logistic', `Logistic regression on the same inputs${withoutCodes(opened.fitted)}${drawn}`, predicted));
  return found;
}
