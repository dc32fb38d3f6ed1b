import type { Dataset } from '#app/contract/datasets.ts';

/** Below 35 % of an equal share a network is likely to ignore a class. */
const least = 0.35;

/** What has a class, over all of them: items, or the words of tagged ones. */
const classed = ({ classes }: Pick<Dataset, 'classes'>): number => classes.reduce((sum, one) => sum + one.items, 0);

/** What each class would have if all had as many. */
export const fairShare = (dataset: Pick<Dataset, 'classes'>): number => classed(dataset) / Math.max(1, dataset.classes.length);

/** Whether a class has so few items that a network is likely to ignore it. */
export const isRare = (dataset: Pick<Dataset, 'classes'>, items: number): boolean => items < fairShare(dataset) * least;

/** The classes that are rare. */
export const rareClasses = (dataset: Pick<Dataset, 'classes'>): Dataset['classes'] =>
  dataset.classes.filter((one) => isRare(dataset, one.items));
