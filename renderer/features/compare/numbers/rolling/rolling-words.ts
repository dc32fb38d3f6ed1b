import type { RollingEvaluation } from '#app/contract/evaluations.ts';
import { counted, significant } from '#app/numbers.ts';
import type { RollingErrors } from '#app/runs/rolling-errors.ts';
import { timeWords } from '#renderer/ui/cell-words.ts';
import { bestBaseline, within, withUnit } from '../number-words.ts';

/** "6,467 ± 210 EUR": a mean and how much it differs from origin to origin. */
export const spreadWords = ({ mean, spread }: { mean: number; spread: number }, unit: string | null): string =>
  `${significant(mean)} ± ${withUnit(spread, unit)}`;

/** What is asked for, before it is answered and after. */
export const rollingAim = (horizon: number, where: string): string =>
  `The trained network forecasts ${horizon === 1 ? 'the next step' : `all ${horizon} steps`} from origins that roll through ${where}, equally far apart, each time knowing only what came before. It stays as it is: nothing is fitted anew.`;

/** At how many origins one is less far off than another. */
const ahead = (one: RollingErrors, other: RollingErrors): number =>
  one.origins.filter((error, origin) => error < (other.origins[origin] ?? 0)).length;

/** How far off the run is over the origins, beside the plain way that comes closest. Empty where an origin has no answer. */
export function rollingVerdict({ methods, origins, every, series }: RollingEvaluation, unit: string | null): string {
  const [run, ...plain] = methods;
  if (run === undefined) return '';
  const apart = every === null ? '' : `, ${counted(every, 'row')} apart`;
  const over = series > 1 ? ` in each of ${series} series` : '';
  const off = `From ${origins} origins${over}${apart}: off by ${spreadWords(run.errors, unit)}`;
  const best = bestBaseline(plain, ({ errors }) => errors.mean);
  if (best === null) return `${off}.`;
  return `${off}; ${within(best.title)} is off by ${spreadWords(best.errors, null)}. The run is ahead of it at ${ahead(run.errors, best.errors)} of the ${origins}.`;
}

/** What one must know to read the figures right. */
export function rollingNotes({ methods, every, leftOut }: RollingEvaluation): string[] {
  const steps = methods[0]?.errors.steps.length ?? 0;
  const notes: string[] = [];
  if (every !== null && every < steps)
    notes.push(
      `Forecasts from neighbouring origins overlap by ${counted(steps - every, 'step')}: what one is off by, the next may be too.`,
    );
  if (leftOut.length > 0) notes.push(`Left out, with fewer windows than origins: ${leftOut.join(', ')}.`);
  return notes;
}

/** Where each origin stands on an axis, and what it is called: by its time where all have one and they rise, else counted. */
export function originPlaces(times: readonly (number | null)[]): { at: number[]; timed: boolean; name(origin: number): string } {
  const at = times.flatMap((time) => time ?? []);
  const timed = at.length === times.length && at.every((time, place) => place === 0 || time > (at[place - 1] ?? 0));
  if (timed) return { at, timed, name: (origin) => `known up to ${timeWords(at[origin] ?? 0)}` };
  return { at: times.map((_, origin) => origin + 1), timed, name: (origin) => `origin ${origin + 1}` };
}
