import type { Dataset } from '#app/contract/datasets.ts';
import { blockContextOf } from '#app/data/block-context.ts';
import { templatesFor } from '#app/graph/templates/index.ts';

/** The template that a first model of this data is made from; undefined: an empty one. */
export function firstTemplate(dataset: Dataset): string | undefined {
  const context = blockContextOf(dataset);
  return context === null ? undefined : templatesFor(context)[0]?.name;
}
