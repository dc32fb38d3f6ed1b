import type { SplitName } from '#app/data/images.ts';
import { splitParts } from '#app/data/split.ts';
import { Contents } from '#main/datasets/contents.ts';

/** What an item of a test is; of the first class and trained on unless told otherwise. */
export interface Content {
  pixels: string;
  class?: number;
  split?: SplitName;
  copyOf?: number;
}

/** All of them in pages of so many, with their pixels as strings or, where they are hashes of one length, as bytes. */
export function contentsOf(items: readonly Content[], { page = 2, bytes = false } = {}): Contents {
  const contents = new Contents(items.length);
  for (let from = 0; from < items.length; from += page) {
    const some = items.slice(from, from + page);
    const pixels = some.map((each) => each.pixels);
    contents.add({
      classes: Int32Array.from(some, (each) => each.class ?? 0),
      parts: Uint8Array.from(some, (each) => splitParts.indexOf(each.split ?? 'train')),
      copies: some.some((each) => each.copyOf !== undefined) ? Int32Array.from(some, (each) => each.copyOf ?? -1) : null,
      pixels: bytes ? Buffer.from(pixels.join(''), 'hex') : pixels,
    });
  }
  return contents;
}
