import { columnOf, type FittedColumns } from '#app/data/columns/fitted.ts';
import { actualValues, ownUnits } from '#app/data/columns/own-units.ts';
import { size } from '#app/numbers.ts';
import { fitAutoregression, forecastAutoregression } from '#app/runs/baselines/autoregression.ts';
import { answerLinear, fitLinear } from '#app/runs/baselines/linear-regression.ts';
import { meanAnswer } from '#app/runs/baselines/mean-answer.ts';
import { lastValue, seasonalNaive } from '#app/runs/baselines/naive-forecasts.ts';
import { learnedSteps } from '../baselines/plan.ts';
import { columnsOf, featureColumns, type LearnedColumns, type OpenedColumns, widthWithoutParts, withoutCodes } from './asked-columns.ts';

/** What is answered: rows of a table, or the rows that windows begin at. */
export interface AnsweredItems {
  opened: OpenedColumns;
  items: Int32Array;
}

/** A plain way to answer with numbers that a network is measured against. */
export interface NumberBaseline {
  name: string;
  title(fitted: FittedColumns): string;
  /**
   * Answers of the items, [items, steps, targets], in the targets' own units, fitted to the training part; null where it has no answer,
   * or needs a training part that is gone.
   */
  answer(asked: AnsweredItems, learned: LearnedColumns | null): Promise<Float64Array | null>;
}

/** Inputs that linear regression weighs at most: it takes their square of time and memory. */
const mostInputs = 512;
/** Steps that an autoregression looks back at most. */
const mostOrder = 64;

/** Answers each target of an item by itself, a step after the other. */
function byTarget(
  { opened: { fitted, columns, horizon }, items }: AnsweredItems,
  answer: (values: Float64Array, item: number) => Float64Array,
): Float64Array {
  const targets = fitted.targets.length;
  const all = new Float64Array(items.length * horizon * targets);
  for (const [target, { column }] of fitted.targets.entries()) {
    const { values } = columnOf(columns, column);
    for (const [place, item] of items.entries())
      for (const [step, value] of answer(values, item).entries()) all[(place * horizon + step) * targets + target] = value;
  }
  return all;
}

/** What came before an item in its series. */
const past = ({ seriesAt, window }: OpenedColumns, values: Float64Array, item: number): Float64Array =>
  values.subarray(seriesAt(item).from, item + window);

const mean: NumberBaseline = {
  name: 'mean',
  title: () => 'Mean of the training part',
  async answer({ opened: { fitted, horizon }, items }, learned) {
    if (learned === null) return null;
    const targets = fitted.targets.length;
    const known = actualValues(fitted, learned.opened.columns, learned.train);
    const means = fitted.targets.map((_, target) => meanAnswer(known.filter((_, place) => place % targets === target)));
    return Float64Array.from({ length: items.length * horizon * targets }, (_, place) => means[place % targets] ?? Number.NaN);
  },
};

const last: NumberBaseline = {
  name: 'last-value',
  title: () => 'Last value again',
  async answer(asked) {
    const { opened } = asked;
    return opened.window === 0 ? null : byTarget(asked, (values, item) => lastValue(past(opened, values, item), opened.horizon));
  },
};

const seasonal: NumberBaseline = {
  name: 'seasonal-naive',
  title: () => 'The value a season earlier',
  async answer(asked) {
    const { opened } = asked;
    const { season } = opened.fitted;
    if (season === null) return null;
    return byTarget(asked, (values, item) => seasonalNaive(past(opened, values, item), season, opened.horizon));
  },
};

const linear: NumberBaseline = {
  name: 'linear',
  title: (fitted) => `Linear regression on the same inputs${withoutCodes(fitted)}`,
  async answer({ opened, items }, learned) {
    const { fitted } = opened;
    const answered = learned?.opened.source.answers ?? null;
    const width = size(opened.source.shape);
    if (learned === null || answered === null || widthWithoutParts(opened) > mostInputs) return null;
    const { numbers } = answered;
    const some = learnedSteps(learned.train, widthWithoutParts(opened) + numbers);
    const targets = new Float32Array(some.length * numbers);
    await answered.gather(some, targets);
    const inputs = await featureColumns(learned.opened, some, width);
    if (inputs.length === 0) return null;
    const model = fitLinear(inputs, columnsOf(targets, numbers));
    const answers = answerLinear(model, await featureColumns(opened, items, width));
    const scaled = new Float32Array(items.length * numbers);
    for (const [number, column] of answers.entries())
      for (const [place, value] of column.entries()) scaled[place * numbers + number] = value;
    return ownUnits(fitted, opened.columns, { items, scaled, shares: 1 });
  },
};

const autoregression: NumberBaseline = {
  name: 'autoregression',
  title: () => 'Autoregression of the target alone',
  async answer(asked, learned) {
    if (learned === null) return null;
    const { train } = learned;
    const { fitted, columns, window, horizon, seriesAt } = learned.opened;
    const [first, end] = [train[0] ?? 0, (train.at(-1) ?? 0) + window + horizon];
    const [target] = fitted.targets;
    // One for each series would be learned from little; several targets tell of each other.
    if (window === 0 || fitted.targets.length !== 1 || target === undefined || seriesAt(first).to < end) return null;
    const training = columnOf(columns, target.column).values.subarray(first, end);
    const order = Math.min(window, mostOrder);
    if (training.length < 2 * order + 1 || !training.every(Number.isFinite)) return null;
    const model = fitAutoregression(training, order);
    return byTarget(asked, (values, item) => forecastAutoregression(model, past(asked.opened, values, item), horizon));
  },
};

/** Every one, from the plainest on. */
export const numberBaselines: readonly NumberBaseline[] = [mean, last, seasonal, linear, autoregression];
