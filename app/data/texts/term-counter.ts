import type { TermOf } from './terms.ts';
import { grown, TokenTable } from './token-table.ts';

/** UTF-16 units of the longest token that is told from others; a longer one, or an empty one, is unknown. */
export const longestToken = 256;

/** Distinct terms that are counted at a time, and the UTF-16 units that they may take: some 150 MB at most. */
export interface CounterBounds {
  terms: number;
  characters: number;
}
export const counterBounds: CounterBounds = { terms: 1_000_000, characters: 2 ** 25 };

/** A token that counts as nothing: a stop word. */
export const dropped = -1;
/** A token that is counted but not told from others. */
export const untold = -2;

/**
 * Counts terms and the texts that have them, in bounded memory: at a bound, the rarest half is forgotten. A term that
 * comes back later starts anew, so a count may be short by `forgotten` at most (lossy counting).
 */
export class TermCounter {
  /** Terms counted so far, every repetition. */
  total = 0;
  /** How many texts. */
  texts = 0;
  /** By how much any count may be short. */
  forgotten = 0;
  /** Terms in the order they were counted again; null before `recount`, when their numbers are that order. */
  #again: number[] | null = null;
  #terms = new TokenTable();
  #counts = new Float64Array(512);
  /** How many texts have the term, and which text had it last. */
  #textCounts = new Float64Array(512);
  #lastText = new Float64Array(512);
  /** What each token seen counts as; it only saves asking twice. */
  #seen = new TokenTable();
  #termOfSeen = new Int32Array(512);
  readonly #termOf: TermOf | null;
  readonly #bounds: CounterBounds;

  constructor(termOf: TermOf | null, bounds = counterBounds) {
    this.#termOf = termOf;
    this.#bounds = bounds;
  }

  /** Distinct terms counted, in order of appearance. */
  get size(): number {
    return this.#terms.size;
  }

  /** Says that what is counted next is of another text. */
  begin(): void {
    this.texts += 1;
  }

  /** Counts the token text[start, end). Returns its term's number, which holds until something is forgotten; or `dropped`, or `untold`. */
  count(text: string, start: number, end: number): number {
    if (end === start || end - start > longestToken) return this.#untold();
    const id = this.#termOf === null ? this.#terms.intern(text, start, end) : this.#termIn(text, start, end, this.#termOf);
    return id === dropped ? dropped : this.#counted(id);
  }

  /** Whether every token is its own term. */
  get plain(): boolean {
    return this.#termOf === null;
  }

  /** The same of a token's UTF-16 units, codes[start, end), where the counter is `plain`. */
  countCodes(codes: Uint16Array, start: number, end: number): number {
    if (end === start || end - start > longestToken) return this.#untold();
    return this.#counted(this.#terms.internCodes(codes, start, end));
  }

  #untold(): number {
    this.total += 1;
    return untold;
  }

  #counted(id: number): number {
    this.total += 1;
    if (id >= this.#counts.length) this.#grow();
    this.#add(id);
    if (this.#terms.size > this.#bounds.terms || this.#terms.characters > this.#bounds.characters) this.#forget();
    return id;
  }

  /** Forgets all counts but not the numbers of the terms, so that texts whose numbers are known can be counted alone. */
  recount(): void {
    this.total = 0;
    this.texts = 0;
    this.#again = [];
    for (const numbers of [this.#counts, this.#textCounts, this.#lastText]) numbers.fill(0);
  }

  /** Counts once more what `count` gave as a number. */
  countAgain(id: number): void {
    this.total += 1;
    if (id === untold) return;
    if (this.#counts[id] === 0) this.#again?.push(id);
    this.#add(id);
  }

  /** Numbers of the terms that were counted, in order of appearance. */
  appeared(): readonly number[] {
    return this.#again ?? Array.from({ length: this.size }, (_, id) => id);
  }

  /** The number of a term, −1 where it was never counted, or is forgotten. */
  find(term: string): number {
    return this.#terms.find(term);
  }

  /** Term `id`, how often it came and in how many texts. */
  term(id: number): { term: string; count: number; texts: number } {
    return { term: this.#terms.token(id), count: this.countOf(id), texts: this.#textCounts[id] ?? 0 };
  }

  countOf(id: number): number {
    return this.#counts[id] ?? 0;
  }

  #add(id: number): void {
    this.#counts[id] = (this.#counts[id] ?? 0) + 1;
    if (this.#lastText[id] === this.texts) return;
    this.#lastText[id] = this.texts;
    this.#textCounts[id] = (this.#textCounts[id] ?? 0) + 1;
  }

  #termIn(text: string, start: number, end: number, termOf: TermOf): number {
    const known = this.#seen.find(text, start, end);
    if (known >= 0) return this.#termOfSeen[known] ?? dropped;
    if (this.#seen.size >= this.#bounds.terms || this.#seen.characters >= this.#bounds.characters) this.#seen = new TokenTable();
    const term = termOf(text.slice(start, end));
    const id = term === null ? dropped : this.#terms.intern(term);
    const place = this.#seen.intern(text, start, end);
    if (place >= this.#termOfSeen.length) this.#termOfSeen = grown(this.#termOfSeen, 2 * place);
    this.#termOfSeen[place] = id;
    return id;
  }

  #grow(): void {
    const room = 2 * this.#counts.length;
    this.#counts = grown(this.#counts, room);
    this.#textCounts = grown(this.#textCounts, room);
    this.#lastText = grown(this.#lastText, room);
  }

  /** Keeps the terms above the count that half of them reach. */
  #forget(): void {
    const old = this.#terms;
    const least = this.#counts.slice(0, old.size).sort()[Math.floor(old.size / 2)] ?? 0;
    this.forgotten += least;
    this.#terms = new TokenTable();
    this.#seen = new TokenTable();
    for (let id = 0; id < old.size; id += 1) {
      if (this.countOf(id) <= least) continue;
      const kept = this.#terms.intern(old.token(id));
      this.#counts[kept] = this.countOf(id);
      this.#textCounts[kept] = this.#textCounts[id] ?? 0;
      this.#lastText[kept] = this.#lastText[id] ?? 0;
    }
    for (const numbers of [this.#counts, this.#textCounts, this.#lastText]) numbers.fill(0, this.#terms.size);
  }
}
