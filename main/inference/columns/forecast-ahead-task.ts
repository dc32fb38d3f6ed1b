import { setImmediate } from 'node:timers/promises';
import { columnsRead, type FittedColumns, featureCount } from '#app/data/columns/fitted.ts';
import { ownUnits } from '#app/data/columns/own-units.ts';
import { feedBack, type OpenWindow, openWindow, roundOf, roundsFor } from '#app/data/series/ahead.ts';
import { type SeriesPreprocessing, stepFeatures, stepsIn } from '#app/data/series/preprocessing.ts';
import { size } from '#app/numbers.ts';
import { largest } from '#app/runs/metrics.ts';
import { columnInputs } from '#main/datasets/columns/columns-source.ts';
import { readColumns } from '#main/datasets/columns/read-columns.ts';
import { openTable } from '#main/datasets/columns/stored-table.ts';
import type { TrainingStep } from '#main/engine/engine.ts';
import type { ForecastAheadTask, TaskResult } from '#main/training/protocol.ts';
import { batchItems, type TaskContext } from '../tasks.ts';
import { contextRows } from './context-rows.ts';
import { middleOf, risingQuantiles } from './rising-quantiles.ts';
import { unknownAnswers } from './unknown-answers.ts';

type Answer = Extract<TaskResult, { kind: 'forecast-ahead' }>;

/** Forecasts what comes after windows of series, round after round: each with the answers of those before it in its window. */
export async function forecastAheadTask(task: ForecastAheadTask, { shelf, signal, progress }: TaskContext): Promise<Answer> {
  const { step, columns: fitted } = await shelf.get(task.model);
  if (fitted === null || fitted.settings.kind !== 'series') throw new Error('a model of series has what was fitted to them');
  const begun = performance.now();
  const { windows, ahead, interval } = task;
  const { settings } = fitted;
  const columns = 'columns' in task.from ? task.from.columns : await readColumns(await openTable(task.from.folder), columnsRead(settings));
  const each = ahead.steps * numbersOf(fitted, settings);
  const answers = new Float64Array(windows.length * each);
  const rounds = roundsFor(settings, ahead.steps);
  const together = batchItems(stepsIn(settings) * stepFeatures(settings, featureCount(fitted)));
  for (let at = 0; at < windows.length; at += together) {
    const opened = windows.slice(at, at + together).map((place) => openWindow(fitted, columns, place, ahead, interval));
    for (let round = 0; round < rounds; round += 1) {
      signal.throwIfAborted();
      const said = await answered(step, fitted, settings, opened, round);
      for (const [place, own] of said.entries()) {
        const from = round * own.length;
        answers.set(own.subarray(0, Math.max(0, each - from)), (at + place) * each + from);
      }
      progress(at * rounds + (round + 1) * opened.length, windows.length * rounds);
      await setImmediate(); // lets a cancel in
    }
  }
  return { kind: 'forecast-ahead', answers, milliseconds: (performance.now() - begun) / Math.max(1, windows.length) };
}

/** Numbers that are said of a step: one a target and quantile, or a probability a class. */
const numbersOf = ({ answers }: FittedColumns, settings: SeriesPreprocessing): number =>
  answers.length * (settings.answers === 'class' ? 1 : Math.max(1, settings.quantiles.length));

/** What the network says of each window in a round, in the targets' own units; it is fed back. */
async function answered(
  step: Pick<TrainingStep, 'evaluate'>,
  fitted: FittedColumns,
  settings: SeriesPreprocessing,
  windows: readonly OpenWindow[],
  round: number,
): Promise<Float64Array[]> {
  const context = contextRows(fitted);
  const asked = windows.map((window) => roundOf(settings, window, round, context));
  const { inputs, shape } = await inputsOf(fitted, asked);
  const answers = unknownAnswers(fitted, windows.length);
  const { outputs } = await step.evaluate({ inputs, shape: [windows.length, ...shape], answers });
  const width = outputs.length / windows.length;
  return windows.map((window, place) => {
    const scaled = outputs.slice(place * width, (place + 1) * width);
    const own = settings.answers === 'class' ? Float64Array.from(scaled) : inOwnUnits(fitted, settings, asked[place] ?? window, scaled);
    const middle = settings.answers === 'class' ? [largest(own)] : middleOf(risingQuantiles(own, settings.quantiles)).predicted;
    feedBack(fitted, window, round, middle);
    return own;
  });
}

const inOwnUnits = (
  fitted: FittedColumns,
  { quantiles }: SeriesPreprocessing,
  { columns, start }: OpenWindow,
  scaled: Float32Array,
): Float64Array => ownUnits(fitted, columns, { items: Int32Array.of(start), scaled, shares: Math.max(1, quantiles.length) });

/** What goes in, a window after the other: each is read in its own columns, so that nothing of another series fills it. */
async function inputsOf(
  fitted: FittedColumns,
  windows: readonly OpenWindow[],
): Promise<{ inputs: Float32Array<ArrayBuffer>; shape: readonly number[] }> {
  const parts = windows.map(({ columns }) => columnInputs(fitted, columns));
  const shape = parts[0]?.shape ?? [];
  const width = size(shape);
  const inputs = new Float32Array(windows.length * width);
  for (const [place, { gather }] of parts.entries())
    await gather(Int32Array.of(windows[place]?.start ?? 0), inputs.subarray(place * width, (place + 1) * width));
  return { inputs, shape };
}
