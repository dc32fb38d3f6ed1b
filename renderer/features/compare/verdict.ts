import type { Run } from '#app/contract/runs.ts';
import type { ItemWords } from '#app/data/item-words.ts';
import { plural } from '#renderer/ui/format.ts';

/** Standard errors that a lead must exceed before it counts. */
const needed = 2;

/** What is compared: runs that differ by nothing but their seed count as one. */
interface Contender {
  name: string;
  accuracies: number[];
  /** Items of the validation part it was judged on, or answers in them; null where that is not known. */
  items: number | null;
  dataset: number;
}

/**
 * The standard error of an accuracy p over n items, √(p(1 − p)/n). Of p the estimate of Agresti and Coull (two right and
 * two wrong answers more): all right on a few items must not look like certainty.
 */
export function standardError(accuracy: number, items: number): number {
  const p = (accuracy * items + 2) / (items + 4);
  return Math.sqrt((p * (1 - p)) / items);
}

/** What makes two runs the same but for their seed. */
function kindOf({ dataset, modelVersion, config: { seed: _, engine: __, ...config } }: Run): string {
  return JSON.stringify([dataset, modelVersion, config]);
}

/** Runs that are each other's repetition with another seed, first come first. */
export function repetitions(runs: readonly Run[]): Run[][] {
  const kinds = new Map<string, Run[]>();
  for (const run of runs) kinds.set(kindOf(run), [...(kinds.get(kindOf(run)) ?? []), run]);
  return [...kinds.values()];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The variance of a contender's mean: of the items it was judged on, and of its seeds where there are several. */
function variance({ accuracies, items }: Contender): number {
  const middle = mean(accuracies);
  const drawn = items === null ? 0 : standardError(middle, items) ** 2;
  if (accuracies.length < 2) return drawn;
  const spread = accuracies.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (accuracies.length - 1);
  return drawn + spread / accuracies.length;
}

/** How far repetitions lie apart: what is luck. */
function spreadOfSeeds({ accuracies }: Contender): string {
  const [least, most] = [Math.min(...accuracies), Math.max(...accuracies)];
  return `${accuracies.length} runs that differ by nothing but their seed reach ${points(least)} to ${points(most)} % of validation accuracy, ${points(mean(accuracies))} % in the mean. A lead smaller than that spread is luck.`;
}

const points = (share: number): string => (share * 100).toFixed(1);

/**
 * Which of the runs is ahead on the validation part, in words, or null where fewer than two were judged. A lead below two
 * standard errors of the difference is none; of runs that differ by their seed alone, how far they lie apart. `itemsOf` says how many
 * items a dataset's validation part has (where each step is answered, how many steps), `wordsOf` what they are called, `about` whether
 * their number is an estimate.
 */
export function verdict(
  runs: readonly Run[],
  itemsOf: (dataset: number) => number | null,
  wordsOf: (dataset: number) => ItemWords,
  about: (dataset: number) => boolean = () => false,
): string | null {
  const judged = runs.filter((run) => run.final.validation !== null);
  const contenders = repetitions(judged).map(
    (same): Contender => ({
      name: `${same[0]?.name ?? ''}${same.length > 1 ? ` (mean of ${same.length} seeds)` : ''}`,
      accuracies: same.flatMap((run) => run.final.validation?.accuracy ?? []),
      items: itemsOf(same[0]?.dataset ?? 0),
      dataset: same[0]?.dataset ?? 0,
    }),
  );
  const [first, second] = contenders.toSorted((a, b) => mean(b.accuracies) - mean(a.accuracies));
  if (first === undefined) return null;
  if (second === undefined) return judged.length < 2 ? null : spreadOfSeeds(first);

  const lead = mean(first.accuracies) - mean(second.accuracies);
  const error = needed * Math.sqrt(variance(first) + variance(second));
  const ahead = `${first.name} leads ${second.name} by ${points(lead)}`;
  const words = wordsOf(first.dataset);
  if (first.dataset !== second.dataset)
    return `${ahead} points of validation accuracy, but on other data: this does not say which model is better.`;
  if (first.items === null || first.items === 0) return `${ahead} points of validation accuracy; on how many ${words.many} is not known.`;
  const on = `on ${about(first.dataset) ? 'about ' : ''}${plural(first.items, `validation ${words.one}`)}`;
  const seeds = first.accuracies.length > 1 && second.accuracies.length > 1 ? '' : ' One seed each: repeat them with others to be surer.';
  if (lead < error) {
    const what = lead < 0.0005 ? `${first.name} and ${second.name} are equal ${on}` : `${ahead} ± ${points(error)} points ${on}`;
    return `${what}: no clear winner.${seeds}`;
  }
  return `${ahead} ± ${points(error)} points ${on}: a clear lead.${seeds}`;
}
