import type { SplitName } from '#app/data/images.ts';
import { splitParts } from '#app/data/split.ts';
import type { Watch } from '#main/blocks.ts';
import { contentPages, itemCount, itemPages } from '#main/store/items.ts';
import type { Database } from '#main/store/store.ts';
import { Contents } from './contents.ts';
import { notGiven } from './parts.ts';

/** What the items of a dataset are, read some thousand at a time; rejects with the signal's reason. */
export async function readContents(db: Database, dataset: number, { signal, told }: Watch = {}): Promise<Contents> {
  const contents = new Contents(await itemCount(db, dataset));
  for await (const page of contentPages(db, dataset)) {
    contents.add(page);
    told?.(contents.count, contents.classes.length);
    signal?.throwIfAborted();
  }
  return contents;
}

/** The part that each item's folder puts it in, as its place in `splitParts`, else `notGiven`. */
export async function readGiven(
  db: Database,
  dataset: number,
  partOf: (path: string) => SplitName | null,
  { signal, told }: Watch = {},
): Promise<Uint8Array> {
  const given = new Uint8Array(await itemCount(db, dataset));
  let index = 0;
  for await (const page of itemPages(db, dataset)) {
    for (const { path } of page) {
      const part = partOf(path);
      given[index] = part === null ? notGiven : splitParts.indexOf(part);
      index += 1;
    }
    told?.(index, given.length);
    signal?.throwIfAborted();
  }
  return given;
}
