import type { Dataset } from '#app/contract/datasets.ts';

/** Whether texts or rows that were there are prepared anew: they can be looked at meanwhile, and not trained on. */
export const isPreparing = ({ state, texts, table }: Pick<Dataset, 'state' | 'texts' | 'table'>): boolean =>
  state === 'importing' && (texts !== null || table !== null);

/** Why a dataset cannot be trained on now, or nothing. */
export const preparingReason = (dataset: Dataset): string | undefined =>
  isPreparing(dataset) ? `The ${dataset.kind === 'texts' ? 'texts' : 'rows'} are being prepared anew` : undefined;
