import { usualEncoder } from '#app/data/columns/encoders/index.ts';
import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import type { ColumnInput } from '#app/data/columns/input.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { withoutGaps } from '#app/data/series/suggested.ts';
import { asked, type SeenColumn, suggestedAnswers } from '#app/data/tables/suggested.ts';
import { type AnswersOf, answersFor } from './target-choices.ts';

type Answers = ColumnsPreprocessing['answers'];
type Encoder = ColumnInput['encoder'];
/** What of series is set by itself. */
type SeriesChange = Partial<Omit<SeriesPreprocessing, 'kind' | 'answers' | 'targets' | 'inputs'>>;

/** How rows of columns will become what a network gets: begins with what holds, or is suggested, until something is chosen. */
export class ColumnsPreparation {
  readonly #base: () => ColumnsPreprocessing;
  readonly #columns: () => readonly SeenColumn[];
  readonly #answersOf: AnswersOf;
  #chosen = $state.raw<ColumnsPreprocessing | null>(null);

  constructor(base: () => ColumnsPreprocessing, columns: () => readonly SeenColumn[], answersOf: AnswersOf) {
    this.#base = base;
    this.#columns = columns;
    this.#answersOf = answersOf;
  }

  get settings(): ColumnsPreprocessing {
    return this.#chosen ?? this.#base();
  }
  /** Those of series; null of a table. */
  get series(): SeriesPreprocessing | null {
    const now = this.settings;
    return now.kind === 'series' ? now : null;
  }
  get columns(): readonly SeenColumn[] {
    return this.#columns();
  }
  get changed(): boolean {
    return this.#chosen !== null && JSON.stringify(this.#chosen) !== JSON.stringify(this.#base());
  }
  reset(): void {
    this.#chosen = null;
  }

  /** How a column goes in; null: it does not. */
  encoderOf(name: string): Encoder | null {
    return this.settings.inputs.find(({ column }) => column === name)?.encoder ?? null;
  }
  /** Inputs stay in the order of the columns. */
  encode(name: string, encoder: Encoder | null): void {
    const chosen = new Map(this.settings.inputs.map((input) => [input.column, input]));
    if (encoder === null) chosen.delete(name);
    else chosen.set(name, { column: name, encoder });
    this.#put({ inputs: this.columns.flatMap((column) => chosen.get(column.name) ?? []) });
  }

  /** What the chosen targets can be asked for as. */
  get answerChoices(): readonly Answers[] {
    return answersFor(this.#targetColumns(this.settings.targets), this.#answersOf, this.series !== null);
  }
  set answers(answers: Answers) {
    this.#put(this.#asked(this.settings.targets, answers));
  }
  /** Asks for other columns; what they are asked for as stays where that is possible. */
  ask(targets: readonly string[]): void {
    const now = this.settings;
    const columns = this.#targetColumns(targets);
    const possible = answersFor(columns, this.#answersOf, this.series !== null);
    const usual = suggestedAnswers(columns);
    const answers = possible.includes(now.answers) ? now.answers : possible.includes(usual) ? usual : (possible[0] ?? now.answers);
    const free = now.targets.filter((name) => !targets.includes(name));
    const wanted = now.kind === 'series' ? targets : free;
    const added = this.columns.filter(({ name }) => wanted.includes(name) && this.encoderOf(name) === null);
    const there = now.inputs.filter(({ column }) => now.kind === 'series' || !targets.includes(column));
    const inputs = [...there, ...added.flatMap((column) => this.usualInput(column) ?? [])];
    this.#put({ ...this.#asked(targets, answers), inputs: this.#inOrder(inputs) } as Partial<ColumnsPreprocessing>);
  }
  set(change: SeriesChange | { targetScaling: ColumnsPreprocessing['targetScaling'] }): void {
    this.#put(change as Partial<ColumnsPreprocessing>);
  }
  /** Times and keys tell rows apart, and do not go in by themselves. */
  place(use: 'time' | 'key', name: string | null): void {
    this.set({ [use]: name });
    if (name !== null) this.encode(name, null);
  }
  know(name: string, ahead: boolean): void {
    const known = this.series?.knownAhead ?? [];
    this.set({ knownAhead: ahead ? [...known, name] : known.filter((one) => one !== name) });
  }

  /** How a column goes in unless somebody wants something else. */
  usualInput({ name, type, missing }: SeenColumn): ColumnInput | null {
    const encoder = usualEncoder(type, missing > 0);
    if (encoder === null) return null;
    return this.series === null ? { column: name, encoder } : withoutGaps({ column: name, encoder });
  }

  /** Why it cannot be prepared so, or nothing. */
  get problem(): string | undefined {
    const { targets, inputs } = this.settings;
    if (targets.length === 0) return 'There must be a column that is learned; choose one';
    return inputs.length === 0 ? 'A column must go in; choose how one does' : undefined;
  }

  /** The columns are others, or hold something else: what no longer fits gives way to what is usual. */
  refit(fits: (input: ColumnInput) => boolean): void {
    const now = this.#chosen;
    if (now === null) return;
    const inputs = now.inputs.flatMap((input) => {
      const column = this.columns.find(({ name }) => name === input.column);
      return column === undefined ? [] : fits(input) ? [input] : (this.usualInput(column) ?? []);
    });
    const names = new Set(this.columns.map(({ name }) => name));
    if (!now.targets.every((name) => names.has(name)) || inputs.length === 0) this.#chosen = null;
    else this.#put({ inputs });
    if (this.#chosen !== null) this.ask(this.settings.targets);
  }

  /** Of a table by heads, where these differ. */
  #asked(targets: readonly string[], answers: Answers): Partial<ColumnsPreprocessing> {
    const now = this.settings;
    if (now.kind === 'series') return { targets: [...targets], answers } as Partial<ColumnsPreprocessing>;
    const { heads, ...others } = asked(this.#columns(), targets, answers);
    return { ...others, heads };
  }
  #inOrder(inputs: readonly ColumnInput[]): ColumnInput[] {
    const chosen = new Map(inputs.map((input) => [input.column, input]));
    return this.columns.flatMap(({ name }) => chosen.get(name) ?? []);
  }
  #targetColumns(targets: readonly string[]): SeenColumn[] {
    return this.columns.filter(({ name }) => targets.includes(name));
  }
  #put(change: Partial<ColumnsPreprocessing>): void {
    const next = { ...this.settings, ...change } as ColumnsPreprocessing; // of one kind: `change` is of the settings' own
    this.#chosen = next.kind === 'series' ? withKnown(next) : next;
  }
}

/** Only what goes in can be known ahead. */
function withKnown(next: SeriesPreprocessing): SeriesPreprocessing {
  const inputs = new Set(next.inputs.map(({ column }) => column));
  const quantiles = next.answers === 'class' ? [] : next.quantiles;
  return {
    ...next,
    quantiles,
    horizon: next.answers === 'class' ? 1 : next.horizon,
    knownAhead: next.knownAhead.filter((name) => inputs.has(name) && !next.targets.includes(name)),
  };
}
