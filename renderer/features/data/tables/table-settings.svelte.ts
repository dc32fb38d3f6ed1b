import type { CallInput } from '#app/contract/index.ts';
import type { SeriesRepair, TableLook, TableWish } from '#app/contract/tables.ts';
import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import { suggestedImport } from '#app/data/columns/suggested.ts';
import type { SplitSettings } from '#app/data/images.ts';
import { rowsNeeded } from '#app/data/series/samples.ts';
import { count, plural } from '#renderer/ui/format.ts';
import type { ReadColumn } from './column-words.ts';
import { ColumnsPreparation } from './columns-preparation.svelte.ts';
import { takesType } from './encoder-choices.ts';
import { type AnswersOf, answersOfLooked, inSeries } from './target-choices.ts';

type Shape = NonNullable<CallInput<'datasets.lookTable'>['shape']>;

/** Rows that a look lists as skipped; of more it tells no number. */
const mostSkipped = 100;

/** What will be imported of a table and how, as rows or as the windows of series; begins with what a look at it suggests. */
export class TableSettings {
  name = $state('');
  validation = $state(10);
  test = $state(10);
  seed = $state(7);
  inOrder = $state(false);
  /** Of series: what becomes of doubled times and of gaps. */
  repair = $state.raw<SeriesRepair>({ doubles: 'first', gaps: 'forward' });
  readonly kind: TableWish['kind'];
  readonly preparation: ColumnsPreparation;
  readonly answersOf: AnswersOf;
  /** How the file is read, where that is not as it says itself. */
  #shape = $state.raw<Shape>({});
  #look: TableLook;
  /** What the look suggests. */
  #suggested: ColumnsPreprocessing;

  /** Throws targets-none where the table holds nothing that could be learned so. */
  constructor(look: TableLook, kind: TableWish['kind']) {
    this.#look = $state.raw(look);
    this.kind = kind;
    const { split, repair, preprocessing } = suggestedImport(look, { kind });
    this.#suggested = $state.raw(preprocessing);
    this.repair = repair;
    this.name = look.import.name;
    this.validation = split.validation;
    this.test = split.test;
    this.seed = split.seed;
    this.inOrder = split.inOrder ?? false;
    this.answersOf = kind === 'series' ? inSeries(answersOfLooked) : answersOfLooked;
    this.preparation = new ColumnsPreparation(
      () => this.#suggested,
      () => this.#look.columns,
      this.answersOf,
    );
  }

  /** Takes another look at the same file, read in that shape. Throws targets-none likewise. */
  see(look: TableLook, shape = this.#shape): void {
    this.#suggested = suggestedImport(look, { kind: this.kind }).preprocessing;
    this.#look = look;
    this.#shape = shape;
    this.preparation.refit((input) => look.columns.some(({ name, type }) => name === input.column && takesType(input, type)));
  }

  get shape(): Shape {
    return this.#shape;
  }
  /** Reads the file otherwise from the next look on; other columns are then told anew. */
  read(change: Omit<Shape, 'columns'>): void {
    this.#shape = { ...this.#shape, ...change, columns: [] };
  }
  /** Reads a column otherwise, likewise. */
  readColumn(name: string, read: ReadColumn): void {
    const others = (this.#shape.columns ?? []).filter((column) => column.name !== name);
    this.#shape = { ...this.#shape, columns: [...others, { name, ...read }] };
  }

  /** Share of the training part in percent: what the others leave. */
  get train(): number {
    return 100 - this.validation - this.test;
  }
  /** How much will be imported, in words: as exactly as the look can tell. */
  get amount(): string {
    const { rows, looked, skipped } = this.#look;
    if (rows.exact && skipped.length < mostSkipped && looked + skipped.length >= rows.count)
      return plural(rows.count - skipped.length, 'row');
    if (rows.exact && skipped.length === 0) return plural(rows.count, 'row');
    const share = looked / Math.max(1, looked + skipped.length);
    return `about ${count(Number((rows.count * share).toPrecision(2)))} rows`;
  }
  /** Why it cannot begin, or nothing. */
  get problem(): string | undefined {
    if (this.preparation.problem !== undefined) return this.preparation.problem;
    if (this.train < 1) return 'Something must be left to train on: lower the shares of validation and test';
    return this.tooShort ?? (this.name.trim() === '' ? 'The data needs a name' : undefined);
  }
  /** Of one series, rows looked at whose time another row has. */
  get doubled(): number {
    const { series } = this.preparation;
    const time = series?.key === null ? this.#look.columns.find(({ name }) => name === series.time) : undefined;
    return time === undefined ? 0 : this.#look.looked - time.missing - time.distinct;
  }
  /** The one column that could tell several series apart; null where there is none, or a choice. */
  get onlyKey(): string | null {
    const { targets } = this.preparation.settings;
    const [first, ...others] = this.#look.columns.filter(({ type, name }) => type === 'category' && !targets.includes(name));
    return others.length === 0 ? (first?.name ?? null) : null;
  }
  /** Of one series, why its rows are too few for such windows in every part, or nothing. */
  get tooShort(): string | undefined {
    const { series } = this.preparation;
    const { rows } = this.#look;
    if (series === null || series.key !== null || !rows.exact) return undefined;
    const needs = rowsNeeded(this.split, series);
    return rows.count >= needs
      ? undefined
      : `Such windows need ${plural(needs, 'row')} or more; got ${count(rows.count)}: make window, horizon or gap shorter`;
  }
  get split(): SplitSettings {
    const { train, validation, test, seed } = this;
    const inOrder = this.kind === 'series' || this.inOrder;
    return { train, validation, test, seed, given: false, ...(inOrder && { inOrder }) };
  }
  input(project: number | undefined): CallInput<'datasets.importTable'> {
    const { settings } = this.preparation;
    const wish: TableWish =
      settings.kind === 'tables'
        ? { kind: 'tables', targets: settings.targets, answers: settings.answers }
        : { kind: 'series', targets: settings.targets, time: settings.time, key: settings.key };
    const { shape } = suggestedImport(this.#look, wish);
    return {
      path: this.#look.path,
      shape: { ...this.#shape, columns: shape },
      preprocessing: settings,
      ...(settings.kind === 'series' && { repair: this.repair }),
      name: this.name,
      split: this.split,
      ...(project === undefined ? {} : { project }),
    };
  }
}
