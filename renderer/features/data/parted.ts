import type { Dataset } from '#app/contract/datasets.ts';

/** Whether the first rows are trained on and the last ones tested: series always, a table where it is told so. */
export const inOrder = ({ kind, split }: Pick<Dataset, 'kind' | 'split'>): boolean =>
  kind === 'series' || (kind === 'tables' && split.inOrder === true);
