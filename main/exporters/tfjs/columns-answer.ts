import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { type FittedHead, fittedHeads, headView } from '#app/data/columns/fitted-heads.ts';
import { applyScalers } from '#app/data/scaling/chain.ts';
import type { ColumnExample } from '../exporter.ts';

/** Quantiles that are answered of each number; none: one number. */
export const quantilesOf = ({ settings }: Pick<FittedColumns, 'settings'>): readonly number[] =>
  settings.kind === 'series' ? settings.quantiles : [];

/** An answer as rows.mjs gives it, of numbers in their own units or of probabilities; of several heads each by its name. */
export function answerOf(fitted: FittedColumns, answers: Float64Array): unknown {
  const heads = fittedHeads(fitted);
  if (heads.length === 0) return answersOf(fitted, answers);
  const own = ({ name, outputs: { from, width } }: FittedHead) => answersOf(headView(fitted, name), answers.subarray(from, from + width));
  return Object.fromEntries(heads.map((head) => [head.name, own(head)]));
}

function answersOf(fitted: FittedColumns, answers: Float64Array): Record<string, unknown>[] {
  const { settings, answers: names } = fitted;
  if (settings.answers === 'numbers') return numbersOf(fitted, answers);
  const probabilities = names.map((label, place) => ({ label, probability: answers[place] ?? 0 }));
  if (settings.answers === 'labels') return probabilities.map((each) => ({ ...each, holds: each.probability > 0.5 }));
  return probabilities.sort((one, other) => other.probability - one.probability);
}

/** [steps, targets, quantiles], each told by its names. */
function numbersOf(fitted: FittedColumns, answers: Float64Array): Record<string, unknown>[] {
  const shares = quantilesOf(fitted);
  const ofTarget = Math.max(1, shares.length);
  return Array.from(answers, (value, at) => {
    const place = Math.floor(at / ofTarget);
    return {
      ...(fitted.settings.kind === 'series' && { step: Math.floor(place / fitted.targets.length) + 1 }),
      target: fitted.answers[place % fitted.targets.length] ?? '',
      ...(shares.length > 0 && { share: shares[at % ofTarget] }),
      value,
    };
  });
}

/** What the data says of an example: its class, the labels that hold, or its numbers step by step; null for what was made up. */
export function rightOf(fitted: FittedColumns, { actual }: Pick<ColumnExample, 'actual'>): unknown {
  const heads = fittedHeads(fitted);
  const { settings, answers } = fitted;
  if (heads.length > 0 && actual !== null) {
    const own = ({ name, answered: { from, width } }: FittedHead) =>
      rightOf(headView(fitted, name), { actual: actual.slice(from, from + width) });
    return Object.fromEntries(heads.map((head) => [head.name, own(head)]));
  }
  if (actual === null || settings.answers === 'numbers') return actual;
  if (settings.answers === 'class') return answers[actual[0] ?? -1] ?? null;
  return answers.filter((_, place) => actual[place] === 1);
}

/** Answers with their numbers in their own units, [steps, targets, quantiles], scaled as the network says them; `before`: of each target the values just before. */
export function scaledAgain(fitted: FittedColumns, own: Float64Array, before: readonly Float64Array<ArrayBuffer>[]): Float64Array {
  const numbers = fittedHeads(fitted).find(({ answers }) => answers === 'numbers');
  if (numbers !== undefined) {
    const { from, width } = numbers.outputs;
    const again = Float64Array.from(own);
    again.set(scaledAgain(headView(fitted, numbers.name), own.subarray(from, from + width), before), from);
    return again;
  }
  if (fitted.settings.answers !== 'numbers') return own;
  const ofTarget = Math.max(1, quantilesOf(fitted).length);
  const ofStep = fitted.targets.length * ofTarget;
  const scaled = new Float64Array(own.length);
  for (const [target, { scaling }] of fitted.targets.entries()) {
    for (let first = target * ofTarget; first < (target + 1) * ofTarget; first += 1) {
      const steps = Float64Array.from({ length: own.length / ofStep }, (_, step) => own[first + step * ofStep] ?? Number.NaN);
      for (const [step, value] of applyScalers(scaling, steps, before[target]).entries()) scaled[first + step * ofStep] = value;
    }
  }
  return scaled;
}
