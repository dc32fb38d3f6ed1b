import type { SplitName } from '#app/data/images.ts';
import type { Place, RowBatch } from './source.ts';

const mostRows = 4096;
/** Characters of a batch, at most, but for its last row. */
const mostCharacters = 2 ** 20;

/** Gathers rows into batches of some thousand. `Text` and `Label` are strings, or arrays of them for sentences. */
export class Batches<Text extends string | string[], Label extends string | null | string[]> {
  readonly #ready: RowBatch[] = [];
  #texts: Text[] = [];
  #labels: Label[] = [];
  #places: Place[] = [];
  #parts: (SplitName | null)[] = [];
  #skipped: RowBatch['skipped'] = [];
  #characters = 0;

  add(place: Place, text: Text, label: Label, characters: number, part?: SplitName | null): void {
    this.#places.push(place);
    this.#texts.push(text);
    this.#labels.push(label);
    if (part !== undefined) this.#parts.push(part);
    this.#count(characters);
  }

  skip(place: Place, reason: string, column: string | null = null): void {
    this.#skipped.push({ place, column, reason });
    this.#count(reason.length);
  }

  /** The full ones; at the end, all. */
  *take(end = false): Generator<RowBatch> {
    if (end) this.#close();
    while (this.#ready.length > 0) {
      const batch = this.#ready.shift();
      if (batch !== undefined) yield batch;
    }
  }

  #count(characters: number): void {
    this.#characters += characters;
    if (this.#texts.length + this.#skipped.length >= mostRows || this.#characters >= mostCharacters) this.#close();
  }

  #close(): void {
    if (this.#texts.length + this.#skipped.length === 0) return;
    // Text and Label of one object never mix, which the union of arrays in RowBatch cannot say.
    const texts = this.#texts as RowBatch['texts'];
    const labels = this.#labels as RowBatch['labels'];
    const parts = this.#parts.length === 0 ? null : this.#parts;
    this.#ready.push({ places: this.#places, texts, labels, parts, skipped: this.#skipped });
    this.#texts = [];
    this.#labels = [];
    this.#places = [];
    this.#parts = [];
    this.#skipped = [];
    this.#characters = 0;
  }
}
