import type { SplitName } from '#app/data/images.ts';
import { splitParts } from '#app/data/split.ts';
import { hexadecimals, isHash, noCopy } from '#main/store/item-block.ts';

/** What items are, as far as parts, copies and the dataset's hash go by it: in columns, some thousand at a time. */
export interface ContentPage {
  classes: Int32Array;
  /** Places in `splitParts`. */
  parts: Uint8Array;
  /** Of each the index of the item it is a copy of, or `noCopy`; null where there is no copy. */
  copies: Int32Array | null;
  /** SHA-256 of the pixels or the text, or the beginning of it: back to back, or in hexadecimal digits. */
  pixels: Uint8Array | string[];
}

/** What all items of a dataset are, by index, in columns: some 25 bytes a text, so that there may be millions. */
export class Contents {
  readonly classes: Int32Array;
  /** Each item's place in `splitParts`. */
  readonly parts: Uint8Array;
  /** Of each the index of the item it is a copy of, or `noCopy`; null while there is no copy. */
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
    return this.#copies?.reduce((sum, of) => sum + (of === noCopy ? 0 : 1), 0) ?? 0;
  }

  /** The next ones by index. */
  add({ classes, parts, copies, pixels }: ContentPage): void {
    const from = this.#count;
    this.classes.set(classes, from);
    this.parts.set(parts, from);
    for (const [place, of] of copies?.entries() ?? []) if (of !== noCopy) this.copyOf(from + place, of);
    if (!Array.isArray(pixels)) this.#addDigests(pixels, classes.length);
    else for (const [place, each] of pixels.entries()) this.#addPixels(from + place, each);
    this.#count += classes.length;
  }

  #addDigests(digests: Uint8Array, items: number): void {
    if (this.#count === 0) this.#room(digests.length / items);
    if (digests.length === this.#width * items) this.#digests.set(digests, this.#count * this.#width);
    else for (const [place, each] of hexadecimals(digests, items).entries()) this.#addPixels(this.#count + place, each);
  }

  #addPixels(index: number, pixels: string): void {
    if (index === 0 && isHash(pixels)) this.#room(pixels.length / 2);
    if (pixels.length === 2 * this.#width && isHash(pixels)) this.#digests.write(pixels, index * this.#width, 'hex');
    else this.#others.set(index, pixels);
  }

  #room(width: number): void {
    this.#width = width;
    this.#digests = Buffer.allocUnsafeSlow(width * this.classes.length);
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
    this.#copies ??= new Int32Array(this.classes.length).fill(noCopy);
    this.#copies[index] = first;
  }

  part(index: number): SplitName {
    return splitParts[this.parts[index] ?? 0] ?? 'train';
  }
}
