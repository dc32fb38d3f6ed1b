import type { Dataset } from '#app/contract/datasets.ts';

/** Which data a model is looked at with, where a project has several. */
export interface DataChoice {
  chosen: Dataset;
  all: readonly Dataset[];
  choose: (dataset: number) => void;
}
