/** A pair of neighbours and how often it was counted when it was put here. */
export interface Candidate {
  pair: number;
  count: number;
}

/** More frequent first; of equals, the pair with the smaller number, so that the same texts give the same merges. */
const before = (a: Candidate, b: Candidate) => a.count > b.count || (a.count === b.count && a.pair < b.pair);

/** A binary heap: whatever was put in comes out best first. */
export class CandidateHeap {
  readonly #items: Candidate[] = [];

  push(item: Candidate): void {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent];
      if (above === undefined || !before(item, above)) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  pop(): Candidate | undefined {
    const items = this.#items;
    const [first] = items;
    const item = items.pop();
    if (first === undefined || item === undefined || items.length === 0) return first;
    let at = 0;
    for (;;) {
      const [left, right] = [items[2 * at + 1], items[2 * at + 2]];
      const child = left !== undefined && right !== undefined && before(right, left) ? right : left;
      if (child === undefined || !before(child, item)) break;
      items[at] = child;
      at = 2 * at + (child === right ? 2 : 1);
    }
    items[at] = item;
    return first;
  }
}
