import type { Dataset } from '#app/contract/datasets.ts';

/** Below 35 % of an equal share a network is likely to ignore a class. */
const least = 0.35;

/** Whether a class has so few items that a network is likely to ignore it. */
export const isRare = (dataset: Pick<Dataset, 'classes' | 'items'>, items: number): boolean =>
  items * dataset.classes.length < dataset.items * least;

/** The classes that are rare. */
export const rareClasses = (dataset: Dataset): Dataset['classes'] => dataset.classes.filter((one) => isRare(dataset, one.items));
