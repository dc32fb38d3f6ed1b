import { setImmediate } from 'node:timers/promises';
import type { NumberEvaluation } from '#app/contract/evaluations.ts';
import { columnOf } from '#app/data/columns/fitted.ts';
import { actualValues, ownUnits } from '#app/data/columns/own-units.ts';
import { anomalies } from '#app/runs/anomalies.ts';
import { seasonalNaiveError } from '#app/runs/forecast-metrics.ts';
import { type NumberScore, scoreIntervals, scoreNumbers } from '#app/runs/number-scores.ts';
import { openTable } from '#main/datasets/columns/stored-table.ts';
import type { TrainingStep } from '#main/engine/engine.ts';
import { Feed } from '#main/training/feed.ts';
import type { JudgeNumbersTask, TaskResult } from '#main/training/protocol.ts';
import { BATCH_ITEMS, type TaskContext } from '../tasks.ts';
import { type LearnedColumns, momentOf, type OpenedColumns, openBeside } from './asked-columns.ts';
import { numberBaselines } from './number-baselines.ts';
import { middleOf, risingQuantiles } from './rising-quantiles.ts';
import { rolledWindows, rollingEvaluation } from './rolling-evaluation.ts';

type Answer = Extract<TaskResult, { kind: 'evaluate-numbers' }>;

/** Answers that are listed at most as unusually far off. */
const mostAnomalies = 100;
/** Points that are drawn at most. */
const mostPoints = 1000;

/** Judges what a model says in numbers, in the targets' own units, beside plain ways to answer. */
export async function evaluateNumbersTask(task: JudgeNumbersTask, context: TaskContext): Promise<Answer> {
  const { step, columns: fitted } = await context.shelf.get(task.model);
  if (fitted === null) throw new Error('a model that answers with numbers has what was fitted to its columns');
  const { opened, learned } = await openBeside(task.folder, task.learned, fitted);
  const rolled = task.origins === null ? null : rolledWindows(opened, task.indices, task.origins);
  const items = rolled?.items ?? task.indices;
  const shares = fitted.settings.kind === 'series' ? fitted.settings.quantiles : [];
  const { outputs, loss } = await outputsOf(step, opened, items, context);
  const said = ownUnits(fitted, opened.columns, { items, scaled: outputs, shares: Math.max(1, shares.length) });
  const quantiles = risingQuantiles(said, shares);
  const middle = middleOf(quantiles);
  const actual = actualValues(fitted, opened.columns, items);

  const naive = fitted.targets.map(({ column }) => naiveErrorOf(learned, column));
  const targets = fitted.targets.length;
  const scoresOf = (predicted: Float64Array): NumberScore[] =>
    fitted.targets.flatMap((_, target) => {
      const of = (values: Float64Array) => values.filter((_, place) => place % targets === target);
      return scoreNumbers({ actual: of(actual), predicted: of(predicted) }, naive[target] ?? null) ?? [];
    });
  const scores = scoresOf(middle.predicted);
  const score = meanScore(scores);
  if (score === null) throw new Error('items that are judged have answers that are known');

  const baselines: NumberEvaluation['baselines'] = [];
  const forecasts = [{ name: 'run', title: 'This run', predicted: middle.predicted }];
  for (const { name, title: titleOf, answer } of numberBaselines) {
    context.signal.throwIfAborted();
    await setImmediate(); // lets a cancel in
    const predicted = await answer({ opened, items }, learned);
    const reached = predicted === null ? null : meanScore(scoresOf(predicted));
    if (predicted === null || reached === null) continue;
    const title = titleOf(fitted);
    baselines.push({ name, title, score: reached });
    forecasts.push({ name, title, predicted });
  }
  const units = new Map((await openTable(task.folder)).columns.map(({ name, unit }) => [name, unit]));
  return {
    kind: 'evaluate-numbers',
    items: items.length,
    loss,
    score,
    numbers: {
      targets: fitted.targets.map(({ column }, target) => ({
        name: column,
        unit: units.get(column) ?? null,
        score: scores[target] ?? score,
      })),
      steps: stepErrors(opened, actual, middle.predicted),
      intervals: scoreIntervals(actual, quantiles),
      rolling: rolled === null ? null : rollingEvaluation(opened, rolled, actual, forecasts),
      baselines,
      anomalies: anomaliesOf(opened, items, actual, middle.predicted),
      points: pointsOf(opened, items, actual, middle.predicted, quantiles),
    },
  };
}

/** What the model says of all items, one after another, and the mean loss. */
async function outputsOf(
  step: Pick<TrainingStep, 'evaluate'>,
  { source }: OpenedColumns,
  items: Int32Array,
  { signal, progress }: TaskContext,
): Promise<{ outputs: Float32Array; loss: number }> {
  const feed = new Feed(source, new Int32Array(0), { batchSize: BATCH_ITEMS, classWeights: null, augment: null });
  let outputs = new Float32Array(0);
  let loss = 0;
  for (let place = 0; place < feed.batches(items); place += 1) {
    signal.throwIfAborted();
    const batch = await feed.plain(items, place);
    const answer = await step.evaluate(batch);
    const [size] = batch.shape;
    if (place === 0) outputs = new Float32Array((answer.outputs.length / size) * items.length);
    outputs.set(answer.outputs, place * BATCH_ITEMS * (answer.outputs.length / size));
    loss += answer.loss * size;
    progress(Math.min(items.length, (place + 1) * BATCH_ITEMS), items.length);
    await setImmediate(); // lets a cancel in
  }
  return { outputs, loss: loss / items.length };
}

/** What MASE is measured by, over the rows that are trained on in each series; null of a table, and where these are gone. */
function naiveErrorOf(learned: LearnedColumns | null, column: string): number | null {
  if (learned === null || learned.opened.window === 0) return null;
  const { opened, train } = learned;
  const { fitted, columns, window, horizon, seriesAt } = opened;
  const { values } = columnOf(columns, column);
  let [sum, weight] = [0, 0];
  for (let at = 0; at < train.length; ) {
    const from = train[at] ?? 0;
    const { to } = seriesAt(from);
    let last = at;
    while (last + 1 < train.length && (train[last + 1] ?? 0) < to) last += 1;
    const rows = values.subarray(from, (train[last] ?? 0) + window + horizon);
    const error = seasonalNaiveError(rows, fitted.season ?? 1);
    if (error !== null) {
      sum += error * rows.length;
      weight += rows.length;
    }
    at = last + 1;
  }
  return weight === 0 ? null : sum / weight;
}

/** Each figure's mean over the targets; null of none, and a figure that one lacks. */
function meanScore(scores: readonly NumberScore[]): NumberScore | null {
  if (scores.length === 0) return null;
  const mean = (of: (score: NumberScore) => number | null): number | null => {
    const values = scores.map(of);
    return values.every((value) => value !== null) ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
  };
  return {
    mae: mean(({ mae }) => mae) ?? 0,
    rmse: mean(({ rmse }) => rmse) ?? 0,
    mape: mean(({ mape }) => mape),
    smape: mean(({ smape }) => smape),
    mase: mean(({ mase }) => mase),
    r2: mean(({ r2 }) => r2),
  };
}

/** Mean absolute error of each step, over all targets. */
function stepErrors({ horizon, fitted }: OpenedColumns, actual: Float64Array, predicted: Float64Array): number[] {
  const targets = fitted.targets.length;
  return Array.from({ length: horizon }, (_, step) => {
    const own = (values: Float64Array) => values.filter((_, place) => Math.floor(place / targets) % horizon === step);
    return scoreNumbers({ actual: own(actual), predicted: own(predicted) }, null)?.mae ?? 0;
  });
}

/** Of the first target at the first step. */
function anomaliesOf(
  opened: OpenedColumns,
  items: Int32Array,
  actual: Float64Array,
  predicted: Float64Array,
): NumberEvaluation['anomalies'] {
  const { fitted, window, horizon } = opened;
  const numbers = fitted.targets.length * horizon;
  const first = (values: Float64Array) => values.filter((_, place) => place % numbers === 0);
  const [right, said] = [first(actual), first(predicted)];
  return anomalies(right, said, mostAnomalies).map(({ place, score }) => {
    const item = items[place] ?? 0;
    const row = item + window;
    return { item, row, line: null, ...momentOf(opened, row), actual: right[place] ?? 0, predicted: said[place] ?? 0, score };
  });
}

/** Some of the items, evenly chosen: the first of their numbers. */
function pointsOf(
  opened: OpenedColumns,
  items: Int32Array,
  actual: Float64Array,
  predicted: Float64Array,
  quantiles: readonly { predicted: Float64Array }[],
): NumberEvaluation['points'] {
  const numbers = opened.fitted.targets.length * opened.horizon;
  const every = Math.max(1, Math.ceil(items.length / mostPoints));
  const [low, high] = quantiles.length > 1 ? [quantiles[0], quantiles.at(-1)] : [];
  const points: NumberEvaluation['points'] = [];
  for (let place = 0; place < items.length; place += every) {
    const at = place * numbers;
    const right = actual[at] ?? Number.NaN;
    if (!Number.isFinite(right)) continue;
    const item = items[place] ?? 0;
    points.push({
      item,
      line: null,
      ...momentOf(opened, item + opened.window),
      actual: right,
      predicted: predicted[at] ?? 0,
      low: low?.predicted[at] ?? null,
      high: high?.predicted[at] ?? null,
    });
  }
  return points;
}
