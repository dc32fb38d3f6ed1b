import type { Result } from '#app/contract/channel.ts';
import type { ErrorData } from '#app/errors.ts';

/** Entries that are asked for at a time. */
export const pageSize = 200;

/** Some entries of a long list, and how many there are in all. */
export interface Page<Entry> {
  entries: readonly Entry[];
  total: number;
}
type Ask<Entry> = (page: { offset: number; limit: number }) => Promise<Result<Page<Entry>>>;

/** A long list of which only the pages in sight are read, and each once. */
export class Pages<Entry> {
  /** The first page is there, or could not be read. */
  readonly ready: Promise<void>;
  #pages = $state.raw<ReadonlyMap<number, readonly Entry[]>>(new Map());
  #total = $state<number | null>(null);
  #error = $state.raw<ErrorData | null>(null);
  /** What is asked for or there, by page; an answer to another question than the last is of before a change. */
  readonly #asked = new Map<number, { answer: Promise<void> }>();
  #seen = { first: 0, end: 1 };
  readonly #question: Ask<Entry>;

  constructor(ask: Ask<Entry>) {
    this.#question = ask;
    this.ready = this.#read(0);
  }

  /** Null until the first page is there. */
  get total(): number | null {
    return this.#total;
  }
  get error(): ErrorData | null {
    return this.#error;
  }
  /** The entry at a place of the list; undefined while its page is read. */
  at(place: number): Entry | undefined {
    return this.#pages.get(Math.floor(place / pageSize))?.[place % pageSize];
  }
  /** The first page, as far as it is there. */
  get first(): readonly Entry[] {
    return this.#pages.get(0) ?? [];
  }
  /** Reads what is in sight and not there yet. */
  show(first: number, end: number): void {
    this.#seen = { first, end };
    for (const page of pagesOf(first, end)) void this.#read(page);
  }
  /** The entries at these places, read where they are not there yet; those that cannot be read are left out. */
  async of(places: readonly number[]): Promise<Entry[]> {
    await Promise.all([...new Set(places.map((place) => Math.floor(place / pageSize)))].map((page) => this.#read(page)));
    return places.flatMap((place) => this.at(place) ?? []);
  }
  /** Reads what is in sight anew: something changed. What is not in sight is read when it comes into it. */
  async refresh(): Promise<void> {
    const inSight = new Set([...pagesOf(this.#seen.first, this.#seen.end), 0]);
    this.#asked.clear();
    this.#pages = new Map([...this.#pages].filter(([page]) => inSight.has(page)));
    await Promise.all([...inSight].map((page) => this.#read(page)));
  }

  #read(page: number): Promise<void> {
    const before = this.#asked.get(page);
    if (before !== undefined) return before.answer;
    const question = { answer: Promise.resolve() };
    this.#asked.set(page, question);
    question.answer = this.#ask(page, question);
    return question.answer;
  }
  async #ask(page: number, question: object): Promise<void> {
    const result = await this.#question({ offset: page * pageSize, limit: pageSize });
    if (this.#asked.get(page) !== question) return;
    if (!result.ok) {
      this.#asked.delete(page);
      this.#error = result.error;
      return;
    }
    this.#error = null;
    this.#total = result.value.total;
    this.#pages = new Map(this.#pages).set(page, result.value.entries);
  }
}

function pagesOf(first: number, end: number): number[] {
  const from = Math.floor(first / pageSize);
  return Array.from({ length: Math.max(0, Math.ceil(end / pageSize) - from) }, (_, offset) => from + offset);
}
