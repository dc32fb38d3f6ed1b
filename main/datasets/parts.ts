import type { SplitName, SplitSettings } from '#app/data/images.ts';
import { SplitDraw, splitParts } from '#app/data/split.ts';
import { blocks, partOf, type Watch } from '#main/blocks.ts';
import type { Contents } from './contents.ts';

/** Of an item whose folder puts it in no part. */
export const notGiven = 255;

/**
 * The part of every item, as its place in `splitParts`: as its folder says where `given` (a place or `notGiven` an item) holds,
 * else drawn by its content, so that copies mostly fall together; a part without a folder is drawn from the training items.
 */
export async function partsOf(contents: Contents, given: Uint8Array | null, split: SplitSettings, watch: Watch = {}): Promise<Uint8Array> {
  if (given === null) return drawn(contents, null, split, watch);
  const parts = given.map((part) => (part === notGiven ? training : part));
  const missing = (part: SplitName) => !parts.includes(splitParts.indexOf(part));
  const shares = { ...split, validation: missing('validation') ? split.validation : 0, test: missing('test') ? split.test : 0 };
  return drawn(contents, parts, shares, watch);
}

const training = splitParts.indexOf('train');

/** Draws among all items, or among those that `parts` has in training. */
async function drawn(contents: Contents, parts: Uint8Array | null, shares: SplitSettings, watch: Watch): Promise<Uint8Array> {
  const chosen = parts === null ? null : Uint32Array.from(placesOf(parts, training));
  const indexOf = (item: number): number => (chosen === null ? item : (chosen[item] ?? 0));
  const items = chosen?.length ?? contents.count;
  const draw = new SplitDraw(items, (item) => contents.classes[indexOf(item)] ?? 0, shares);
  for await (const [from, to] of blocks(items, partOf(watch, 0, 0.8))) {
    for (let item = from; item < to; item += 1) draw.add(contents.pixels(indexOf(item)));
  }
  draw.sort();
  const found = new Uint8Array(items);
  for await (const [from, to] of blocks(items, partOf(watch, 0.8, 1))) {
    for (let item = from; item < to; item += 1) found[item] = draw.part(item);
  }
  draw.settle(found, (item) => contents.pixels(indexOf(item)));
  if (parts === null) return found;
  for (const [item, part] of found.entries()) parts[indexOf(item)] = part;
  return parts;
}

function* placesOf(values: Uint8Array, value: number): Generator<number> {
  for (let at = values.indexOf(value); at >= 0; at = values.indexOf(value, at + 1)) yield at;
}
