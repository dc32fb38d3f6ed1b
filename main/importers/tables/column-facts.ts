import { momentsOf } from '#app/data/columns/moments.ts';
import { type ColumnType, isFreeText } from '#app/data/tables/table-columns.ts';
import type { KeptColumn } from '#main/datasets/columns/manifest.ts';
import { inOrder } from '../texts/text-writer.ts';

/** Long loops that are run seldom are never optimised for good by V8. */
const valuesAtOnce = 1024;

/** What is known of a column, gathered block by block. */
export class ColumnFacts {
  readonly #type: ColumnType;
  #missing = 0;
  #count = 0;
  #mean = 0;
  /** Squares of what the values are off the mean. */
  #squares = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  /** Rows of each code. */
  #rows = new Float64Array(16);

  constructor(type: ColumnType) {
    this.#type = type;
  }

  /** Takes the next rows, NaN where one is missing. */
  add(values: Float64Array): void {
    for (let from = 0; from < values.length; from += valuesAtOnce) this.#add(values.subarray(from, from + valuesAtOnce));
  }

  #add(values: Float64Array): void {
    if (this.#type === 'category') this.#addCodes(values);
    else if (isFreeText(this.#type)) this.#addMissing(values);
    else this.#addNumbers(values);
  }

  /** `names`: of a category, by code. */
  facts(names: readonly string[]): Omit<KeptColumn, 'name' | 'unit' | 'type'> {
    if (this.#type === 'category') return { ...none, missing: this.#missing, ...this.#categories(names) };
    const { missing, ...rest } = { ...none, missing: this.#missing };
    if (this.#count === 0) return { missing, ...rest };
    const deviation = Math.sqrt(this.#squares / this.#count);
    return { ...rest, missing, least: this.#least, most: this.#most, mean: this.#mean, deviation };
  }

  /** Those that no row has are left out: they stood in rows that were skipped. */
  #categories(names: readonly string[]): Pick<KeptColumn, 'categories' | 'written'> {
    const codes = new Map(names.map((name, code) => [name, code]));
    const rowsOf = (name: string) => this.#rows[codes.get(name) ?? -1] ?? 0;
    const met = inOrder(names.filter((name) => rowsOf(name) > 0));
    return { categories: met.map((name) => ({ name, rows: rowsOf(name) })), written: met.map((name) => codes.get(name) ?? 0) };
  }

  #addCodes(values: Float64Array): void {
    for (let row = 0; row < values.length; row += 1) this.#addCode(values[row] ?? Number.NaN);
  }

  #addCode(code: number): void {
    if (Number.isNaN(code)) this.#missing += 1;
    else {
      if (code >= this.#rows.length) this.#rows = grown(this.#rows, 2 * code);
      this.#rows[code] = (this.#rows[code] ?? 0) + 1;
    }
  }

  #addMissing(values: Float64Array): void {
    for (const value of values) if (Number.isNaN(value)) this.#missing += 1;
  }

  /** Two groups become one as in Chan, Golub & LeVeque 1983, "Algorithms for computing the sample variance". */
  #addNumbers(values: Float64Array): void {
    const { count, mean, variance } = momentsOf(values);
    this.#missing += values.length - count;
    if (count === 0) return;
    let [least, most] = [this.#least, this.#most];
    for (let row = 0; row < values.length; row += 1) {
      const value = values[row] ?? Number.NaN;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    this.#least = least;
    this.#most = most;
    const all = this.#count + count;
    const apart = mean - this.#mean;
    this.#squares += variance * count + apart * apart * ((this.#count * count) / all);
    this.#mean += (apart * count) / all;
    this.#count = all;
  }
}

const none = { least: null, most: null, mean: null, deviation: null, categories: null, written: null };

function grown(values: Float64Array<ArrayBuffer>, size: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(size);
  larger.set(values);
  return larger;
}
