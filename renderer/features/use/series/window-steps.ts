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

export function stepsOf({ window, steps, times }: Pick<WindowForecast, 'window' | 'steps' | 'times'>): WindowSteps {
  const timed = times.length === window + steps;
  const at = timed ? times : Array.from({ length: window + steps }, (_, step) => step - window + 1);
  const [from, to] = [at[0] ?? 0, at.at(-1) ?? 1];
  return {
    at,
    axis: { from, to, title: timed ? '' : 'step', ticks: timed ? timeTicks(from, to, 6) : numberTicks(from, to, 6, axisNumber) },
    name: (step) => (timed ? timeWords(at[step] ?? 0) : stepWords(step - window + 1)),
  };
}

/** What one must know of steps that the network does not answer at once; null where there are none. */
export function fedBackWords({
  atOnce,
  steps,
  held,
  targets,
}: Pick<WindowForecast, 'atOnce' | 'steps' | 'held' | 'targets'>): string | null {
  if (steps <= atOnce) return null;
  const ranges = targets.some(({ low }) => low !== null) ? ', and ranges do not grow with that: they may be too narrow there' : '';
  const kept =
    held.length === 0 ? '' : ` ${held.map((name) => `“${name}”`).join(', ')} ${held.length === 1 ? 'is' : 'are'} kept as last known.`;
  return `From step ${atOnce + 1} on each forecast rests on those before it, as if they had come${ranges}.${kept}`;
}

const stepWords = (ahead: number): string =>
  ahead > 0 ? `${ahead} ${ahead === 1 ? 'step' : 'steps'} ahead` : ahead === 0 ? 'the last known step' : `${-ahead} before the last`;
