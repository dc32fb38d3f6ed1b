import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import { answersOf } from '#app/data/preprocessing.ts';
import { splitParts } from '#app/data/split.ts';
import type { TextAnswers } from '#app/data/texts/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { encodeRows } from '#main/datasets/texts/row-file.ts';
import { bytesOf, tagsName, textsName, textsPerFile } from '#main/datasets/texts/text-files.ts';
import type { NewBlock } from '#main/store/item-block.ts';
import { insertBlock } from '#main/store/items.ts';
import type { Skipped } from '#main/store/skipped.ts';
import type { Store } from '#main/store/store.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import { keepItems } from '../keep-items.ts';
import { type PackedText, packedText, type ReadBatch } from './packed.ts';
import type { Place } from './source.ts';

/** A label must name a class: with more of them it is something else, an id or a text. */
export const mostClasses = 1000;

/** Rows that were skipped are held so many at a time. */
const mostSkipped = 10_000;

/** Names of classes in the order of the network's outputs. */
export const inOrder = (names: readonly string[]): string[] => names.toSorted(new Intl.Collator('en', { numeric: true }).compare);

/** Where a row stands, as its path. */
export const placeName = (place: Place): string => (typeof place === 'number' ? `line ${place}` : place);

/** A file of texts being filled, with what its items are. */
class Filling {
  readonly texts: Uint8Array[] = [];
  readonly tags: Uint8Array[] = [];
  readonly #classes: number[] = [];
  readonly #parts: number[] = [];
  readonly #digests: Uint8Array[] = [];
  readonly #path: string[] = [];
  readonly #width: number[] = [];
  readonly #bytes: number[] = [];

  /** Where folders do not say the part, it is drawn when all texts are known. */
  add(path: string, { bytes, width, digest }: PackedText, label: number, part: SplitName | null): void {
    this.texts.push(bytes);
    this.#classes.push(label);
    this.#parts.push(splitParts.indexOf(part ?? 'train'));
    this.#digests.push(digest);
    this.#path.push(path);
    this.#width.push(width);
    this.#bytes.push(bytes.length);
  }

  block(): NewBlock {
    return {
      classes: Int32Array.from(this.#classes),
      parts: Uint8Array.from(this.#parts),
      copies: null,
      digests: Buffer.concat(this.#digests),
      facts: { path: this.#path, width: this.#width, height: 1, bytes: this.#bytes, modifiedAt: 0, hash: '' },
    };
  }
}

/**
 * Puts rows into files of texts and rows of items, some thousand at a time: both are there or neither. The next file fills while
 * one is written.
 */
export class TextWriter {
  readonly #store: Store;
  readonly #folder: string;
  readonly #dataset: Dataset;
  readonly #labelName: string;
  readonly #without: ReadonlySet<string>;
  readonly #answers: TextAnswers;
  readonly #onFile: () => void;
  /** Classes in the order they were met. */
  readonly #classes = new Map<string, number>();
  #filling = new Filling();
  #skipped: Skipped[] = [];
  #files = 0;
  #writing: Promise<void> = Promise.resolve();
  #ended = false;

  /** `onFile` hears of each file of texts once it is there with its rows. */
  constructor(
    store: Store,
    folder: string,
    dataset: Dataset,
    { labelName, without, onFile }: { labelName: string; without: readonly string[]; onFile: () => void },
  ) {
    this.#store = store;
    this.#folder = folder;
    this.#dataset = dataset;
    this.#labelName = labelName;
    this.#without = new Set(without);
    this.#answers = answersOf(dataset.preprocessing);
    this.#onFile = onFile;
  }

  /** In the order they were met. */
  get classes(): string[] {
    return [...this.#classes.keys()];
  }

  /** Throws labels-too-many, disk-full or write-failed. */
  async take({ places, texts, labels, parts, skipped }: ReadBatch): Promise<void> {
    if (this.#answers !== 'next' && this.#classes.size === 0) this.#firstClasses(labels.flat());
    for (const { place, reason } of skipped) this.#skipped.push({ path: placeName(place), reason });
    for (const [row, place] of places.entries()) {
      const reason = this.#take(placeName(place), packedText(texts, row), labels[row] ?? null, parts?.[row] ?? null);
      if (reason !== null) this.#skipped.push({ path: placeName(place), reason });
      if (this.#filling.texts.length === textsPerFile) await this.#write();
    }
    // A file of nothing but rows that cannot be taken would be held whole.
    if (this.#skipped.length >= mostSkipped) await this.#write();
  }

  /** Takes one row; says why not where it is none. */
  #take(path: string, text: PackedText, label: string | string[] | null, part: SplitName | null): string | null {
    switch (this.#answers) {
      case 'tags':
        if (!Array.isArray(label)) throw new TypeError('tagged words come with a tag each');
        this.#filling.tags.push(bytesOf(Int32Array.from(label, (tag) => this.#classOf(tag))));
        this.#filling.add(path, text, 0, part);
        return null;
      case 'next':
        this.#filling.add(path, text, 0, part);
        return null;
      case 'class':
        if (typeof label !== 'string') return 'it has no label';
        if (this.#without.has(label)) return `its class "${label}" is left out`;
        this.#filling.add(path, text, this.#classOf(label), part);
        return null;
    }
  }

  /** Writes what is left; resolves when all is on the disk. */
  async end(): Promise<void> {
    this.#ended = true;
    if (this.#filling.texts.length > 0 || this.#skipped.length > 0) await this.#write();
    await this.#writing;
  }

  /** Resolves when nothing is being written any more, whether that went well or not. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  /** Most files have all their classes from the beginning: numbered in the order that they get in the end, few rows are changed then. */
  #firstClasses(labels: readonly (string | null)[]): void {
    const names = new Set(labels.flatMap((label) => (typeof label === 'string' && !this.#without.has(label) ? label : [])));
    for (const name of inOrder([...names])) this.#classOf(name);
  }

  #classOf(label: string): number {
    const known = this.#classes.get(label);
    if (known !== undefined) return known;
    if (this.#classes.size >= mostClasses)
      throw appError('labels-too-many', { column: this.#labelName, got: mostClasses, most: mostClasses });
    this.#classes.set(label, this.#classes.size);
    return this.#classes.size - 1;
  }

  async #write(): Promise<void> {
    // One at a time; what went wrong with the one before is thrown here.
    await this.#writing;
    const skipped = this.#skipped;
    this.#skipped = [];
    // A file that is not the last must be full.
    const whole = this.#filling.texts.length === textsPerFile || this.#ended;
    const filled = whole ? this.#filling : new Filling();
    if (whole) this.#filling = new Filling();
    this.#writing = this.#commit(filled, skipped);
    this.#writing.catch(() => undefined);
  }

  async #commit(filled: Filling, skipped: Skipped[]): Promise<void> {
    const { texts, tags } = filled;
    const number = this.#files;
    const file = textsName(number);
    const what = { what: `the texts of "${this.#dataset.name}"` };
    if (tags.length > 0) await writeWhole(join(this.#folder, tagsName(number)), encodeRows(tags), what);
    const written = texts.length === 0 ? null : await writeWhole(join(this.#folder, file), encodeRows(texts), what);
    const shard = written === null ? null : { file, items: texts.length, ...written };
    // A file of texts is a block of items.
    await keepItems(this.#store, this.#dataset, {
      shard,
      skipped,
      insert: (db) => insertBlock(db, this.#dataset.id, number, filled.block()),
    });
    if (shard === null) return;
    this.#files += 1;
    this.#onFile();
  }
}
