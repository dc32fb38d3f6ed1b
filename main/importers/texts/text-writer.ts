import { join } from 'node:path';
import type { SplitName } from '#app/data/images.ts';
import { mostClasses } from '#app/data/most-classes.ts';
import { splitParts } from '#app/data/split.ts';
import type { TextAnswers } from '#app/data/texts/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { encodeRows } from '#main/datasets/texts/row-file.ts';
import { tagsName, textsName, textsPerFile } from '#main/datasets/texts/text-files.ts';
import { bytesOf } from '#main/store/bytes-of.ts';
import type { Shard } from '#main/store/datasets.ts';
import type { NewBlock } from '#main/store/item-block.ts';
import type { Skipped } from '#main/store/skipped.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import { type PackedText, packed, packedText } from './packed.ts';
import type { Place, RowBatch } from './source.ts';

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

/** How texts are kept. */
export interface KeepOptions {
  /** Where the files go. */
  folder: string;
  /** What the texts are, for the error of a disk that is full. */
  what: string;
  answers: TextAnswers;
  /** Classes to leave out. */
  without: readonly string[];
  /** What the label's column is called, for an error. */
  labelName: string;
}

/** A file of texts that is on the disk, or skipped rows alone. */
export interface KeptFile {
  /** The file and what its texts are. */
  texts: { shard: Shard; block: NewBlock } | null;
  skipped: Skipped[];
  /** All classes so far, in the order they were met. */
  classes: string[];
}

/**
 * Puts rows into files of texts, some thousand in each, and tells each once it is there; the next one fills while one is written.
 * Throws labels-too-many, disk-full, write-failed, and what the rows throw.
 */
export async function* keptFiles(rows: AsyncIterable<RowBatch>, options: KeepOptions): AsyncGenerator<KeptFile> {
  const writer = new TextWriter(options);
  let writing: Promise<KeptFile> | null = null;
  try {
    for await (const batch of rows) {
      for (const full of writer.take(batch)) {
        if (writing !== null) yield await writing;
        writing = full();
        // What goes wrong is thrown where it is awaited.
        writing.catch(() => undefined);
      }
    }
    if (writing !== null) yield await writing;
    writing = null;
    yield await writer.last();
  } finally {
    await writing?.catch(() => undefined);
  }
}

class TextWriter {
  readonly #options: KeepOptions;
  readonly #without: ReadonlySet<string>;
  /** Classes in the order they were met. */
  readonly #classes = new Map<string, number>();
  #filling = new Filling();
  #skipped: Skipped[] = [];
  #files = 0;

  constructor(options: KeepOptions) {
    this.#options = options;
    this.#without = new Set(options.without);
  }

  /** Takes rows; gives what writes each file that is full now. */
  *take(batch: RowBatch): Generator<() => Promise<KeptFile>> {
    const { places, labels, parts, skipped } = batch;
    const { texts } = packed(batch);
    if (this.#options.answers !== 'next' && this.#classes.size === 0) this.#firstClasses(labels.flat());
    for (const { place, reason } of skipped) this.#skipped.push({ path: placeName(place), reason });
    for (const [row, place] of places.entries()) {
      const reason = this.#take(placeName(place), packedText(texts, row), labels[row] ?? null, parts?.[row] ?? null);
      if (reason !== null) this.#skipped.push({ path: placeName(place), reason });
      if (this.#filling.texts.length === textsPerFile) yield this.#full();
    }
    // A file of nothing but rows that cannot be taken would be held whole.
    if (this.#skipped.length >= mostSkipped) yield this.#skippedAlone();
  }

  /** What is left. */
  last(): Promise<KeptFile> {
    return this.#filling.texts.length > 0 ? this.#full()() : this.#skippedAlone()();
  }

  /** Takes one row; says why not where it is none. */
  #take(path: string, text: PackedText, label: string | string[] | null, part: SplitName | null): string | null {
    switch (this.#options.answers) {
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

  /** Most files have all their classes from the beginning: numbered in the order that they get in the end, few rows are changed then. */
  #firstClasses(labels: readonly (string | null)[]): void {
    const names = new Set(labels.flatMap((label) => (typeof label === 'string' && !this.#without.has(label) ? label : [])));
    for (const name of inOrder([...names])) this.#classOf(name);
  }

  #classOf(label: string): number {
    const known = this.#classes.get(label);
    if (known !== undefined) return known;
    if (this.#classes.size >= mostClasses)
      throw appError('labels-too-many', { column: this.#options.labelName, got: mostClasses, most: mostClasses });
    this.#classes.set(label, this.#classes.size);
    return this.#classes.size - 1;
  }

  #full(): () => Promise<KeptFile> {
    const number = this.#files;
    const filled = this.#filling;
    const told = this.#told();
    this.#files += 1;
    this.#filling = new Filling();
    return async () => {
      const { folder, what } = this.#options;
      const file = textsName(number);
      if (filled.tags.length > 0) await writeWhole(join(folder, tagsName(number)), encodeRows(filled.tags), { what });
      const written = await writeWhole(join(folder, file), encodeRows(filled.texts), { what });
      return { texts: { shard: { file, items: filled.texts.length, ...written }, block: filled.block() }, ...told };
    };
  }

  #skippedAlone(): () => Promise<KeptFile> {
    const told = this.#told();
    return async () => ({ texts: null, ...told });
  }

  #told(): Pick<KeptFile, 'skipped' | 'classes'> {
    const skipped = this.#skipped;
    this.#skipped = [];
    return { skipped, classes: [...this.#classes.keys()] };
  }
}
