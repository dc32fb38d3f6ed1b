import type { BlockContext } from '#app/blocks/block.ts';
import type { Dataset } from '#app/contract/datasets.ts';
import { blockContextOf } from '#app/data/block-context.ts';
import { templateOf, templates, usualContext } from '#app/graph/templates/index.ts';

/**
 * What the blocks of a model need to know of the data it is looked at with; null while its texts are not prepared. Without data,
 * what the model's template is usually sized for, and no classes yet.
 */
export function contextFor(dataset: Dataset | null, template: string | null): BlockContext | null {
  if (dataset !== null) return blockContextOf(dataset);
  const begun = templateOf(template ?? '') ?? templates[0];
  return begun === undefined ? null : { ...usualContext(begun), classes: null };
}
