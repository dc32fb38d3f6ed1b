import { createHash } from 'node:crypto';
import type { Preprocessing } from '#app/data/preprocessing.ts';
import { blocks, partOf, type Watch } from '#main/blocks.ts';
import type { Contents } from './contents.ts';

/** The SHA-256 that says what a run learned from: the preprocessing, the classes in their order, and the items by their `itemsHash`. */
export const datasetHash = (preprocessing: Preprocessing, classes: readonly string[], items: string): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...inOrder(preprocessing), classes, items }))
    .digest('hex');

/**
 * The SHA-256 of what the items are: of each the SHA-256 of its pixels or its text, its class and its part. They are sorted first, so that
 * neither their order nor their names count.
 */
export async function itemsHash(contents: Contents, watch: Watch = {}): Promise<string> {
  const hash = createHash('sha256');
  const { order, ends } = await byBeginning(contents, partOf(watch, 0, 0.2));
  for await (const [first, behind] of blocks(beginnings, partOf(watch, 0.2, 1), beginningsAtOnce)) {
    for (let beginning = first; beginning < behind; beginning += 1) {
      const alike = order.subarray(ends[beginning - 1] ?? 0, ends[beginning]);
      if (alike.length === 0) continue;
      const lines = Array.from(alike, (index) => `${contents.pixels(index)} ${contents.classes[index]} ${contents.part(index)}\n`);
      hash.update(lines.sort().join(''));
    }
  }
  return hash.digest('hex');
}

const beginnings = 2 ** 16;
const beginningsAtOnce = 2 ** 10;

/** The indices in the order of their first 16 bits, and behind which place each of these ends. */
async function byBeginning(contents: Contents, watch: Watch): Promise<{ order: Uint32Array; ends: Uint32Array }> {
  const ends = new Uint32Array(beginnings);
  for await (const [from, to] of blocks(contents.count, partOf(watch, 0, 0.5))) {
    for (let index = from; index < to; index += 1) {
      const beginning = contents.beginning(index);
      ends[beginning] = (ends[beginning] ?? 0) + 1;
    }
  }
  for (let beginning = 1; beginning < beginnings; beginning += 1) ends[beginning] = (ends[beginning] ?? 0) + (ends[beginning - 1] ?? 0);
  const order = new Uint32Array(contents.count);
  const next = ends.slice();
  for await (const [from, to] of blocks(contents.count, partOf(watch, 0.5, 1))) {
    for (let index = from; index < to; index += 1) {
      const beginning = contents.beginning(index);
      const place = (next[beginning] ?? 0) - 1;
      next[beginning] = place;
      order[place] = index;
    }
  }
  return { order, ends };
}

/** The settings with their names in one order, whatever order they came in. */
function inOrder(preprocessing: Preprocessing): object {
  if (preprocessing.kind !== 'images') return sorted(preprocessing);
  const { kind, width, height, channels, fit, background } = preprocessing;
  return { kind, width, height, channels, fit, background };
}

const sorted = (settings: object): object =>
  Object.fromEntries(
    Object.entries(settings)
      .map(([name, value]) => [name, typeof value === 'object' && value !== null ? sorted(value) : value] as const)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
