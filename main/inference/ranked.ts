import { largest } from '#app/runs/metrics.ts';

/** The likeliest class, and all of them with it first. */
export function ranked(
  classes: readonly string[],
  probabilities: ArrayLike<number>,
): { label: string; probabilities: { label: string; probability: number }[] } {
  const all = classes.map((label, index) => ({ label, probability: probabilities[index] ?? 0 }));
  return { label: classes[largest(probabilities)] ?? '', probabilities: all.sort((a, b) => b.probability - a.probability) };
}
