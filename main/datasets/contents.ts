import type { SplitName } from '#app/data/images.ts';
import { splitParts } from '#app/data/split.ts';

/** What an item is, as far as parts, copies and the dataset's hash go by it. */
export interface ItemContent {
  class: number;
  split: SplitName;
  /** SHA-256 of its pixels or its text, or the beginning of it. */
  pixels: string;
  duplicateOf: number | null;
}

const none = -1;
const hexadecimal = /^(?:[0-9a-f]{2})+$/;

/** What all items of a dataset are, by index, in columns: some 25 bytes a text, so that there may be millions. */
export class Contents {
  readonly classes: Int32Array;
  /** Each item's place in `splitParts`. */
  readonly parts: Uint8Array;
  /** Of each the index of the item it is a copy of, or `none`; null while there is no copy. */
  #copies: Int32Array | null = null;
  /** Hashes as bytes, all as long as the first; what is no such hash is kept as it is. */
  #digests = Buffer.alloc(0);
  #width = 0;
  readonly #others = new Map<number, string>();
  #count = 0;

  /** Room for so many. */
  constructor(items: number) {
    this.classes = new Int32Array(items);
    this.parts = new Uint8Array(items);
  }

  get count(): number {
    return this.#count;
  }

  /** How many are copies of another. */
  get copies(): number {
    return this.#copies?.reduce((sum, of) => sum + (of === none ? 0 : 1), 0) ?? 0;
  }

  /** The next one by index. */
  add({ class: label, split, pixels, duplicateOf }: ItemContent): void {
    const index = this.#count;
    this.#count += 1;
    this.classes[index] = label;
    this.parts[index] = splitParts.indexOf(split);
    if (duplicateOf !== null) this.copyOf(index, duplicateOf);
    if (index === 0 && hexadecimal.test(pixels)) {
      this.#width = pixels.length / 2;
      this.#digests = Buffer.allocUnsafeSlow(this.#width * this.classes.length);
    }
    if (pixels.length === 2 * this.#width && hexadecimal.test(pixels)) this.#digests.write(pixels, index * this.#width, 'hex');
    else this.#others.set(index, pixels);
  }

  /** What it was added with. */
  pixels(index: number): string {
    return this.#others.get(index) ?? this.#digests.toString('hex', index * this.#width, (index + 1) * this.#width);
  }

  /** 32 bits that are the same where the pixels are. */
  key(index: number): number {
    return this.#others.has(index) || this.#width < 4 ? 0 : this.#digests.readInt32LE(index * this.#width);
  }

  /** The first 16 bits: in their order, items are in the order of their pixels but for equals. All 0 where some are no hash. */
  beginning(index: number): number {
    return this.#others.size > 0 || this.#width < 2 ? 0 : this.#digests.readUInt16BE(index * this.#width);
  }

  copyOf(index: number, first: number): void {
    this.#copies ??= new Int32Array(this.classes.length).fill(none);
    this.#copies[index] = first;
  }

  part(index: number): SplitName {
    return splitParts[this.parts[index] ?? 0] ?? 'train';
  }
}
