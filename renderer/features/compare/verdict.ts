import type { Run } from '#app/contract/runs.ts';

const points = (share: number): string => (share * 100).toFixed(1);

/**
 * Which of the runs is ahead on the validation part, in words, or null where fewer than two were judged. One item more or
 * less is not a lead: the standard error of an accuracy p over n items is √(p(1 − p)/n); n is not known to a run, so the
 * words say only that seeds have not been repeated.
 */
export function verdict(runs: readonly Run[]): string | null {
  const judged = runs.flatMap((run) =>
    run.final.validation === null ? [] : [{ name: run.name, accuracy: run.final.validation.accuracy, run }],
  );
  if (judged.length < 2) return null;
  const [first, second] = judged.toSorted((a, b) => b.accuracy - a.accuracy);
  if (first === undefined || second === undefined) return null;
  const lead = first.accuracy - second.accuracy;
  if (lead < 0.0005) return `${first.name} and ${second.name} are equal on the validation part, at ${points(first.accuracy)} %.`;
  const otherData = first.run.dataset !== second.run.dataset;
  return `${first.name} leads by ${points(lead)} points of validation accuracy. ${otherData ? 'They were judged on different data, so this does not say which model is better.' : 'One seed each: repeat with other seeds before you trust a small lead.'}`;
}
