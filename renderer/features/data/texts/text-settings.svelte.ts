import type { CallInput } from '#app/contract/index.ts';
import type { TextLook } from '#app/contract/texts.ts';
import type { SplitSettings } from '#app/data/images.ts';
import type { TextAnswers, TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { suggestedTexts } from '#app/data/texts/suggested.ts';
import { untaught, usualTask } from '#app/data/texts/task-guide.ts';
import { count, plural } from '#renderer/ui/format.ts';
import { rowWords } from './look-words.ts';

type Shape = NonNullable<CallInput<'datasets.lookTexts'>['shape']>;
type Columns = NonNullable<CallInput<'datasets.lookTexts'>['columns']>;
type Pieces = NonNullable<Columns['pieces']>;
/** What a column can be taken for. */
export type ColumnUse = 'text' | 'label' | 'token' | 'tag';

/** Fewer of a class cannot be trained, validated and tested on. */
const leastOfClass = 3;
/** Rows that a look lists as skipped; of more it tells no number. */
export const mostSkipped = 100;
/** What has more different values names no classes. */
const mostClasses = 200;
/** Where one of the two takes the column of the other, they change places. */
const partner: Readonly<Record<ColumnUse, ColumnUse>> = { text: 'label', label: 'text', token: 'tag', tag: 'token' };
const uses = ['text', 'label', 'token', 'tag'] as const;

/** What will be imported of a file or folder of texts, what will be learned of it and how; begins with what a look at it suggests. */
export class TextSettings {
  name = $state('');
  validation = $state(10);
  test = $state(10);
  seed = $state(7);
  given = $state(false);
  /** How the file is read, where that is not as the file itself says. */
  #shape = $state.raw<Shape>({});
  #answers = $state<TextAnswers>('class');
  #chosen = $state.raw<Readonly<Record<ColumnUse, string | null>>>({ text: null, label: null, token: null, tag: null });
  #pieces = $state.raw<Pieces | null>(null);
  #without = $state.raw<ReadonlySet<string>>(new Set());
  #look: TextLook;

  constructor(look: TextLook) {
    this.#look = $state.raw(look);
    const { name, split } = look.import;
    this.name = name;
    this.validation = split.validation;
    this.test = split.test;
    this.seed = split.seed;
    this.given = split.given;
    this.#answers = usualTask(look);
    this.#chosen = look.suggested;
  }

  /** Takes another look at the same source: columns, and what is learned, give way to what is suggested now where they are no more. */
  see(look: TextLook): void {
    const names = new Set(look.columns.map((column) => column.name));
    const still = (use: ColumnUse) => (names.has(this.#chosen[use] ?? '') ? this.#chosen[use] : look.suggested[use]);
    const next = { text: still('text'), label: still('label'), token: still('token'), tag: still('tag') };
    if (next.label === next.text) next.label = null;
    const other = look.kind !== this.#look.kind;
    this.#look = look;
    this.#chosen = next;
    if (other) this.#pieces = null;
    if (other || untaught(look, this.#answers) !== null) this.#answers = usualTask(look);
  }

  get shape(): Shape {
    return this.#shape;
  }
  /** Reads the file otherwise from the next look on. */
  read(change: Shape): void {
    this.#shape = { ...this.#shape, ...change };
    this.#without = new Set();
  }
  /** What is learned of each text. */
  get answers(): TextAnswers {
    return this.#answers;
  }
  set answers(answers: TextAnswers) {
    this.#answers = answers;
  }
  /** The columns that mean something for what is learned, in the order they are asked for. */
  get uses(): readonly ColumnUse[] {
    const { kind } = this.#look;
    if (kind === 'tagged') return this.#answers === 'tags' ? ['token', 'tag'] : ['token'];
    if (kind !== 'table' && kind !== 'json-lines') return [];
    return this.#answers === 'class' ? ['text', 'label'] : ['text'];
  }
  /** The column taken for something; null: none, or it means nothing here. */
  of(use: ColumnUse): string | null {
    return this.#chosen[use];
  }
  choose(use: ColumnUse, name: string): void {
    const other = partner[use];
    const swapped = name === this.#chosen[other] ? { [other]: this.#chosen[use] } : {};
    this.#chosen = { ...this.#chosen, ...swapped, [use]: name };
    this.#without = new Set();
  }
  get columns(): Columns {
    const { kind } = this.#look;
    if (kind === 'long-text') return this.#pieces === null ? {} : { pieces: this.#pieces };
    const named = kind === 'tagged' ? uses.slice(2) : kind === 'folder' ? [] : uses.slice(0, 2);
    return Object.fromEntries(named.flatMap((use) => (this.#chosen[use] === null ? [] : [[use, this.#chosen[use]]])));
  }
  /** Of a long text: how it is parted; null for any other source. */
  get pieces(): Pieces | null {
    return this.#look.kind === 'long-text' ? (this.#pieces ?? this.#look.pieces) : null;
  }
  part(change: Partial<Pieces>): void {
    const { pieces } = this;
    if (pieces !== null) this.#pieces = { ...pieces, ...change };
  }
  get without(): ReadonlySet<string> {
    return this.#without;
  }
  leaveOut(name: string, out: boolean): void {
    const next = new Set(this.#without);
    if (out) next.add(name);
    else next.delete(name);
    this.#without = next;
  }
  takeAll(): void {
    this.#without = new Set();
  }
  /** Share of the training part in percent: what the others leave. */
  get train(): number {
    return 100 - this.validation - this.test;
  }
  /** Whether the classes with their counts are those of all that lies there, not of its beginning. */
  get whole(): boolean {
    const { rows, kind, looked, skipped } = this.#look;
    // What lacks a value was looked at, what is no row was not. Of tagged words the tokens are looked at, and the sentences counted.
    const unread = skipped.filter(({ column }) => column === null).length;
    return rows.exact && (kind === 'folder' || kind === 'tagged' || looked + unread >= rows.count);
  }
  /** Of what was looked at, that which will be skipped: no rows, and rows that lack what is read of them. */
  get skipped(): TextLook['skipped'] {
    const read = new Set(this.uses.map((use) => this.of(use)));
    return this.#look.skipped.filter(({ column }) => column === null || this.uses.length === 0 || read.has(column));
  }
  /** Texts of the classes that are left out, as far as they were looked at. */
  get leftOut(): number {
    if (this.#answers !== 'class') return 0;
    return this.#look.classes.reduce((sum, { name, items }) => sum + (this.#without.has(name) ? items : 0), 0);
  }
  /** What the look found wrong, as far as it is about what is read. */
  get problems(): TextLook['problems'] {
    return this.#look.problems.filter(({ column }) => column === null || this.uses.some((use) => this.of(use) === column));
  }
  get #kept(): TextLook['classes'] {
    return this.#look.classes.filter((one) => !this.#without.has(one.name));
  }
  /** How much will be imported, in words: as exactly as the look can tell. */
  get amount(): string {
    if (this.#lacks !== undefined) return '';
    const { rows, kind, looked } = this.#look;
    const { one, many } = rowWords[kind];
    if (this.whole && this.#answers === 'class') return plural(sumOf(this.#kept), 'text');
    const skipped = this.skipped.length;
    if (this.whole && skipped < mostSkipped) return plural(rows.count - skipped, one, many);
    if (rows.exact && skipped === 0) return plural(rows.count, one, many);
    // As many of the rest are skipped as of what was looked at.
    const share = kind === 'tagged' ? 1 : looked / Math.max(1, looked + skipped);
    return `about ${count(Number((rows.count * share).toPrecision(2)))} ${many}`;
  }
  /** The first class that has too few texts, where all are known. */
  get small(): { name: string; items: number } | undefined {
    return this.whole && this.#answers === 'class' ? this.#kept.find((one) => one.items < leastOfClass) : undefined;
  }
  /** Too few classes to tell apart, where all are known, with the columns that could name others; null: enough. */
  get few(): { classes: number; others: string[] } | null {
    const classes = this.#kept.length;
    if (!this.whole || this.#answers !== 'class' || this.#lacks !== undefined || classes >= 2) return null;
    const { columns, looked } = this.#look;
    const most = Math.min(mostClasses, looked / 2);
    const others = columns.filter(
      ({ name, type, distinct }) =>
        !uses.some((use) => this.of(use) === name) && type !== 'nested' && type !== 'empty' && distinct >= 2 && distinct <= most,
    );
    return { classes, others: others.map(({ name }) => name) };
  }
  /** The column that must still be chosen, said as what it is for. */
  get #lacks(): string | undefined {
    const missing = this.#look.kind === 'folder' ? undefined : this.uses.find((use) => this.#chosen[use] === null);
    return missing === undefined ? undefined : lacking[missing];
  }
  /** Why it cannot begin, or nothing. */
  get problem(): string | undefined {
    const lacks = this.#lacks;
    if (lacks !== undefined) return lacks;
    const { few } = this;
    if (few !== null) return `There must be 2 classes or more; got ${few.classes}`;
    const tags = this.#kept.length;
    if (this.#answers === 'tags' && this.whole && tags < 2) return `There must be 2 tags or more; got ${tags}`;
    const { small } = this;
    if (small !== undefined)
      return `A class must have ${leastOfClass} texts or more; got ${small.items} in "${small.name}": leave it out or add some`;
    if (this.train < 1 && !this.given) return 'Something must be left to train on: lower the shares of validation and test';
    return this.name.trim() === '' ? 'The data needs a name' : undefined;
  }
  get split(): SplitSettings {
    return { train: this.train, validation: this.validation, test: this.test, seed: this.seed, given: this.given };
  }
  /** How the texts will be prepared; their length is found from them. A piece of a longer text has neither beginning nor end. */
  get preprocessing(): TextPreprocessing {
    return suggestedTexts(this.#answers, this.pieces?.by !== 'paragraph');
  }
  input(project: number | undefined): CallInput<'datasets.importTexts'> {
    return {
      path: this.#look.path,
      shape: this.#shape,
      columns: this.columns,
      name: this.name,
      preprocessing: this.preprocessing,
      fitLength: true,
      split: this.split,
      without: this.#answers === 'class' ? [...this.#without] : [],
      ...(project === undefined ? {} : { project }),
    };
  }
}

const sumOf = (classes: TextLook['classes']): number => classes.reduce((sum, { items }) => sum + items, 0);

const lacking: Readonly<Record<ColumnUse, string>> = {
  text: 'There must be a text to read; choose its column',
  label: 'Each text must have a label, the class that is learned; choose its column',
  token: 'There must be words to read; choose their column',
  tag: 'Each word must have a tag, which is learned; choose its column',
};
