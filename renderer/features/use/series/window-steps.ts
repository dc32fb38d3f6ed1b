import type { WindowForecast } from '#app/contract/predictions.ts';
import { timeWords } from '#renderer/ui/cell-words.ts';
import { axisNumber } from '#renderer/ui/measures.ts';
import type { Axis } from '#renderer/ui/plot/scale.ts';
import { numberTicks, timeTicks } from '#renderer/ui/plot/ticks.ts';

/** The steps of a window and of what comes after it, on an axis: by their times, or counted from the last one that is known. */
export interface WindowSteps {
  /** Where each stands. */
  at: readonly number[];
  axis: Axis;
  /** "2024-03-05", or "3 steps ahead". */
  name(step: number): string;
}

export function stepsOf({ window, horizon, times }: Pick<WindowForecast, 'window' | 'horizon' | 'times'>): WindowSteps {
  const timed = times.length === window + horizon;
  const at = timed ? times : Array.from({ length: window + horizon }, (_, step) => step - window + 1);
  const [from, to] = [at[0] ?? 0, at.at(-1) ?? 1];
  return {
    at,
    axis: { from, to, title: timed ? '' : 'step', ticks: timed ? timeTicks(from, to, 6) : numberTicks(from, to, 6, axisNumber) },
    name: (step) => (timed ? timeWords(at[step] ?? 0) : stepWords(step - window + 1)),
  };
}

const stepWords = (ahead: number): string =>
  ahead > 0 ? `${ahead} ${ahead === 1 ? 'step' : 'steps'} ahead` : ahead === 0 ? 'the last known step' : `${-ahead} before the last`;
