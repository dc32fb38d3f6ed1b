/** What unfold.json says of the answers, whatever the kind of data. */
export const answersOf = (labels: readonly string[]) => ({
  output: { shape: [null, labels.length], dtype: 'float32', meaning: 'the probability of each label, in the order of "labels"' },
  labels,
});

/** The name of an example's class; null for what was made up. */
export const labelOf = (label: number | null, labels: readonly string[]): string | null =>
  label === null ? null : (labels[label] ?? null);
