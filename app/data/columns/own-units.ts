import { invertScalers, reachOf } from '../scaling/chain.ts';
import { type Columns, columnOf, type FittedColumns } from './fitted.ts';
import { fittedHeads, headView } from './fitted-heads.ts';

/** Steps that a sample is answered for, and those before them: a table's row is answered once. */
const stepsOf = ({ settings }: Pick<FittedColumns, 'settings'>): { window: number; horizon: number } =>
  settings.kind === 'series' ? settings : { window: 0, horizon: 1 };

/**
 * What the network says of items, [items, steps, targets, shares], in the targets' own units, in the same order; `shares`: numbers
 * said of each, its quantiles. Where differences are forecast they are added to what stands before the items in `columns`.
 */
export function ownUnits(
  fitted: FittedColumns,
  columns: Columns,
  { items, scaled, shares }: { items: Int32Array; scaled: Float32Array; shares: number },
): Float64Array<ArrayBuffer> {
  const own = new Float64Array(scaled.length);
  const { window, horizon } = stepsOf(fitted);
  const targets = fitted.targets.length;
  for (const [target, { column, scaling }] of fitted.targets.entries()) {
    const reach = reachOf(scaling);
    // Only what differences are added to must be there: rows that are asked about lack what is asked for.
    const past = reach === 0 ? null : columnOf(columns, column).values;
    const placeOf = (item: number, step: number, share: number) => ((item * horizon + step) * targets + target) * shares + share;
    // A stretch is what one inverse goes through: all at once, or the steps of a sample where each needs the one before.
    const invert = (places: readonly number[], before?: Float64Array<ArrayBuffer>) => {
      const inverted = invertScalers(
        scaling,
        Float64Array.from(places, (place) => scaled[place] ?? Number.NaN),
        before,
      );
      for (const [at, place] of places.entries()) own[place] = inverted[at] ?? Number.NaN;
    };
    for (const [item, start] of items.entries()) {
      const origin = start + window;
      for (let share = 0; share < shares; share += 1) {
        const places = Array.from({ length: horizon }, (_, step) => placeOf(item, step, share));
        invert(places, past?.slice(Math.max(0, origin - reach), origin));
      }
    }
  }
  return own;
}

/** What the network says of items, [items, outputs], where numbers are scaled back and all else stays; of several heads each as it is alone. */
export function ownAnswers(
  fitted: FittedColumns,
  columns: Columns,
  { items, said, shares = 1 }: { items: Int32Array; said: Float32Array; shares?: number },
): Float64Array<ArrayBuffer> {
  if (fitted.settings.answers === 'numbers') return ownUnits(fitted, columns, { items, scaled: said, shares });
  const own = Float64Array.from(said);
  const all = fitted.answers.length;
  for (const { name, answers, outputs } of fittedHeads(fitted)) {
    if (answers !== 'numbers') continue;
    const { from, width } = outputs;
    const placeOf = (item: number, number: number) => item * all + from + number;
    const scaled = Float32Array.from(
      { length: items.length * width },
      (_, at) => said[placeOf(Math.floor(at / width), at % width)] ?? Number.NaN,
    );
    const told = ownUnits(headView(fitted, name), columns, { items, scaled, shares: 1 });
    for (const [at, value] of told.entries()) own[placeOf(Math.floor(at / width), at % width)] = value;
  }
  return own;
}

/** What is right of items, [items, steps, targets], in the targets' own units. */
export function actualValues(fitted: FittedColumns, columns: Columns, items: Int32Array): Float64Array<ArrayBuffer> {
  const { window, horizon } = stepsOf(fitted);
  const targets = fitted.targets.length;
  const actual = new Float64Array(items.length * horizon * targets);
  for (const [target, { column }] of fitted.targets.entries()) {
    const { values } = columnOf(columns, column);
    for (const [item, start] of items.entries())
      for (let step = 0; step < horizon; step += 1)
        actual[(item * horizon + step) * targets + target] = values[start + window + step] ?? Number.NaN;
  }
  return actual;
}
