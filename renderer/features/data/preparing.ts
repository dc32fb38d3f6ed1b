import type { Dataset } from '#app/contract/datasets.ts';

/** Whether texts that were there are coded anew: they can be looked at meanwhile, and not trained on. */
export const isPreparing = ({ kind, state, texts }: Pick<Dataset, 'kind' | 'state' | 'texts'>): boolean =>
  kind === 'texts' && state === 'importing' && texts !== null;

/** Why a dataset cannot be trained on now, or nothing. */
export const preparingReason = (dataset: Dataset): string | undefined =>
  isPreparing(dataset) ? 'The texts are being prepared anew' : undefined;
