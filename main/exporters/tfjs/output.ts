import type { TextAnswers } from '#app/data/texts/preprocessing.ts';

/** What unfold.json says of the network's output: probabilities of the labels, of the whole item or at each of its steps. */
export function outputOf(answers: TextAnswers, labels: readonly string[], timesteps = 1) {
  const shape = answers === 'class' ? [null, labels.length] : [null, timesteps, labels.length];
  return { shape, dtype: 'float32', meaning: meanings[answers] };
}

const meanings: Record<TextAnswers, string> = {
  class: 'the probability of each label, in the order of "labels"',
  tags: 'for the word at each timestep the probability of each label, in the order of "labels"; at padding it means nothing',
  next: 'for each timestep the probability of each label to come next, in the order of "labels": label i is the name of code i; at padding it means nothing',
};

/** The name of an example's class; null for what was made up. */
export const labelOf = (label: number | null, labels: readonly string[]): string | null =>
  label === null ? null : (labels[label] ?? null);
