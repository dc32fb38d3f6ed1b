/** How many of `items` each class has. */
export function classCounts(labels: Int32Array, items: Int32Array, classes: number): Int32Array<ArrayBuffer> {
  const counts = new Int32Array(classes);
  for (const item of items) {
    const label = labels[item];
    if (label !== undefined && label >= 0 && label < classes) counts[label] = (counts[label] ?? 0) + 1;
  }
  return counts;
}

/**
 * Balanced weights, n/(k·n_c): each class counts as much as any other, and the mean weight of an item is 1. Of the training
 * items only; a class without any weighs 1.
 */
export function classWeights(data: { labels: Int32Array; train: Int32Array; classes: readonly string[] }): Float32Array<ArrayBuffer> {
  const counts = classCounts(data.labels, data.train, data.classes.length);
  const present = counts.filter((count) => count > 0).length;
  return Float32Array.from(counts, (count) => (count === 0 ? 1 : data.train.length / (present * count)));
}
