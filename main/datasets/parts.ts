import type { SplitName, SplitSettings } from '#app/data/images.ts';
import { splitParts, stratifiedSplit } from '#app/data/split.ts';

/** What decides an item's part. */
export interface PartedItem {
  class: number;
  /** SHA-256 of its pixels: the draw goes by it, so that copies mostly fall together. */
  pixels: string;
  /** The part its folder puts it in. */
  given: SplitName | null;
}

/** The part of every item: as its folder says where `given` holds, else drawn; a part without a folder is drawn from the training items. */
export function partsOf(items: readonly PartedItem[], split: SplitSettings): SplitName[] {
  if (!split.given) return drawn(items, split);
  const parts = items.map((item) => item.given ?? 'train');
  const missing = (part: SplitName) => !parts.includes(part);
  const shares = { ...split, validation: missing('validation') ? split.validation : 0, test: missing('test') ? split.test : 0 };
  const training = items.flatMap((_, i) => (parts[i] === 'train' ? i : []));
  const chosen = drawn(
    training.flatMap((i) => items[i] ?? []),
    shares,
  );
  training.forEach((i, place) => {
    parts[i] = chosen[place] ?? 'train';
  });
  return parts;
}

function drawn(items: readonly PartedItem[], shares: Pick<SplitSettings, 'train' | 'validation' | 'test' | 'seed'>): SplitName[] {
  const parts = stratifiedSplit(
    items.map((item) => item.class),
    items.map((item) => item.pixels),
    shares,
  );
  return Array.from(parts, (part) => splitParts[part] ?? 'train');
}
