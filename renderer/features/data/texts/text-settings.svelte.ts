import type { CallInput } from '#app/contract/index.ts';
import type { TextLook } from '#app/contract/texts.ts';
import type { SplitSettings } from '#app/data/images.ts';
import type { TextAnswers, TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { suggestedTexts } from '#app/data/texts/suggested.ts';
import { untaught, usualTask } from '#app/data/texts/task-guide.ts';
import { count } from '#renderer/ui/format.ts';
import { rowWords } from './look-words.ts';

type Shape = NonNullable<CallInput<'datasets.lookTexts'>['shape']>;
type Columns = NonNullable<CallInput<'datasets.lookTexts'>['columns']>;
type Pieces = NonNullable<Columns['pieces']>;
/** What a column can be taken for. */
export type ColumnUse = 'text' | 'label' | 'token' | 'tag';

/** Fewer of a class cannot be trained, validated and tested on. */
const leastOfClass = 3;
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
  /** Share of the training part in percent: what the others leave. */
  get train(): number {
    return 100 - this.validation - this.test;
  }
  /** Whether the classes with their counts are those of all that lies there, not of its beginning. */
  get whole(): boolean {
    const { rows, kind, looked, skipped } = this.#look;
    // Of tagged words the tokens are looked at, and the sentences counted.
    return rows.exact && (kind === 'folder' || kind === 'tagged' || looked + skipped.length >= rows.count);
  }
  get #kept(): TextLook['classes'] {
    return this.#look.classes.filter((one) => !this.#without.has(one.name));
  }
  /** How much will be imported, in words: as exactly as the look can tell. */
  get amount(): string {
    if (this.#lacks !== undefined) return '';
    const { rows, columns, kind, skipped } = this.#look;
    const missing = columns.find((column) => column.name === this.of('text'))?.missing ?? 0;
    const known = this.whole && missing === 0;
    if (known && this.#answers === 'class') return `${count(this.#kept.reduce((sum, one) => sum + one.items, 0))} texts`;
    const { many } = rowWords[kind];
    if (known) return `${count(rows.count - skipped.length)} ${many}`;
    return rows.exact ? `${count(rows.count)} ${many}` : `about ${count(Number(rows.count.toPrecision(2)))} ${many}`;
  }
  /** The first class that has too few texts, where all are known. */
  get small(): { name: string; items: number } | undefined {
    return this.whole && this.#answers === 'class' ? this.#kept.find((one) => one.items < leastOfClass) : undefined;
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
    const kept = this.#kept;
    if (this.#answers === 'class' && this.whole && kept.length < 2) return `There must be 2 classes or more; got ${kept.length}`;
    if (this.#answers === 'tags' && this.whole && kept.length < 2) return `There must be 2 tags or more; got ${kept.length}`;
    const { small } = this;
    if (small !== undefined)
      return `A class must have ${leastOfClass} texts or more; got ${small.items} in “${small.name}”: leave it out or add some`;
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

const lacking: Readonly<Record<ColumnUse, string>> = {
  text: 'There must be a text to read; choose its column',
  label: 'Each text must have a label, the class that is learned; choose its column',
  token: 'There must be words to read; choose their column',
  tag: 'Each word must have a tag, which is learned; choose its column',
};
