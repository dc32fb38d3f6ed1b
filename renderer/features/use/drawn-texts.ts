import type { Dataset, Item } from '#app/contract/datasets.ts';
import { type SplitName, splitName } from '#app/data/images.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { longestText } from './text-trial.svelte.ts';

/** Rows to choose from. */
const most = 6;

/** A text of a dataset, and the number of its class. */
export interface DrawnText {
  index: number;
  text: string;
  class: number;
}

/** Texts from all over the part that the model never saw; of what there is, where nothing is held back. */
export async function drawTexts({ id: dataset }: Dataset): Promise<{ part: SplitName; texts: DrawnText[] } | ErrorData> {
  const drawn = await drawItems(dataset);
  if (!('items' in drawn)) return drawn;
  const { part, items } = drawn;
  if (items.length === 0) return { part, texts: [] };
  const said = await client.call('datasets.texts', { dataset, indices: items.map(({ index }) => index), most: longestText });
  if (!said.ok) return said.error;
  const classOf = new Map(items.map((item) => [item.index, item.class]));
  return { part, texts: said.value.texts.map(({ index, text }) => ({ index, text, class: classOf.get(index) ?? -1 })) };
}

/** Items lie in the order of their files, often class by class: one is drawn from each of as many stretches of equal length. */
async function drawItems(dataset: number): Promise<{ part: SplitName; items: Item[] } | ErrorData> {
  for (const split of splitName.options.toReversed()) {
    const all = await client.call('datasets.items', { dataset, split, limit: 1 });
    if (!all.ok) return all.error;
    const { total } = all.value;
    if (total === 0) continue;
    const rows = Math.min(most, total);
    // Stretches begin at whole items, so that no item is in two of them.
    const begin = (row: number): number => Math.floor((row * total) / rows);
    const offsets = Array.from({ length: rows }, (_, row) => begin(row) + Math.floor(Math.random() * (begin(row + 1) - begin(row))));
    const found = await Promise.all(offsets.map((offset) => client.call('datasets.items', { dataset, split, offset, limit: 1 })));
    return { part: split, items: found.flatMap((one) => (one.ok ? one.value.items : [])) };
  }
  return { part: 'test', items: [] };
}
