import type { CallInput } from '#app/contract/index.ts';
import type { SeriesLine } from '#app/contract/profiles.ts';
import type { ErrorData } from '#app/errors.ts';
import type { Client } from '#renderer/client.ts';
import type { Series } from '#renderer/ui/chart/series.ts';

type Asked = Pick<CallInput<'datasets.seriesLine'>, 'dataset' | 'column' | 'from' | 'to'>;

/** Points of the whole line, and of a part that is looked at more closely. */
const points = 3000;

/** A column over time, however long: thinned out as a whole, and again where one looks more closely. */
export class LongLine {
  #whole = $state.raw<SeriesLine | null>(null);
  #close = $state.raw<SeriesLine | null>(null);
  #error = $state.raw<ErrorData | null>(null);
  /** Of parts that are asked for at the same time the last one counts. */
  #asked = 0;
  readonly #client: Client;
  readonly #of: Asked;

  constructor(client: Client, of: Asked) {
    this.#client = client;
    this.#of = of;
    void this.#read();
  }

  get error(): ErrorData | null {
    return this.#error;
  }
  get ready(): boolean {
    return this.#whole !== null;
  }
  /** Places and values, [points] each; values that are not known are NaN. */
  get line(): Pick<Series, 'x' | 'y'> {
    const whole = this.#whole;
    if (whole === null) return { x: [], y: [] };
    const { at, values } = this.#close === null ? whole : spliced(whole, this.#close);
    return { x: at, y: values.map((value) => value ?? Number.NaN) };
  }
  get times(): readonly number[] {
    return this.#whole?.at ?? [];
  }

  /** Looks at the part between two places more closely; null: at all of it. */
  async look(range: { from: number; to: number } | null): Promise<void> {
    const asked = ++this.#asked;
    const whole = this.#whole;
    if (range === null || whole === null) {
      this.#close = null;
      return;
    }
    const within = whole.at.flatMap((at, place) => (at >= range.from && at <= range.to ? [place] : []));
    const first = Math.max(0, (within[0] ?? placeAfter(whole.at, range.from)) - 1);
    const last = Math.min(whole.at.length - 1, (within.at(-1) ?? first) + 1);
    const [from, to] = [whole.rows[first] ?? this.#of.from, (whole.rows[last] ?? this.#of.to) + 1];
    const result = await this.#client.call('datasets.seriesLine', { ...this.#of, from, to, points });
    if (asked !== this.#asked) return;
    if (result.ok) this.#close = result.value;
    this.#error = result.ok ? null : result.error;
  }

  async #read(): Promise<void> {
    const result = await this.#client.call('datasets.seriesLine', { ...this.#of, points });
    if (result.ok) this.#whole = result.value;
    this.#error = result.ok ? null : result.error;
  }
}

/** The place of the first time at or after another. */
function placeAfter(times: readonly number[], time: number): number {
  const found = times.findIndex((each) => each >= time);
  return found < 0 ? times.length : found;
}

/** The whole line with a part of it drawn more closely. */
function spliced(whole: SeriesLine, close: SeriesLine): Pick<SeriesLine, 'at' | 'values'> {
  const [from, to] = [close.rows[0] ?? 0, close.rows.at(-1) ?? 0];
  const before = whole.rows.findIndex((row) => row >= from);
  const after = whole.rows.findIndex((row) => row > to);
  const [head, tail] = [before < 0 ? whole.rows.length : before, after < 0 ? whole.rows.length : after];
  return {
    at: [...whole.at.slice(0, head), ...close.at, ...whole.at.slice(tail)],
    values: [...whole.values.slice(0, head), ...close.values, ...whole.values.slice(tail)],
  };
}
