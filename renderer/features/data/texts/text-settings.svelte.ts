import type { CallInput } from '#app/contract/index.ts';
import type { TextLook } from '#app/contract/texts.ts';
import type { SplitSettings } from '#app/data/images.ts';
import { count } from '#renderer/ui/format.ts';

type Shape = NonNullable<CallInput<'datasets.lookTexts'>['shape']>;
type Columns = NonNullable<CallInput<'datasets.lookTexts'>['columns']>;

/** Fewer of a class cannot be trained, validated and tested on. */
const leastOfClass = 3;

/** What will be imported of a file or folder of texts and how; begins with what a look at it suggests. */
export class TextSettings {
  name = $state('');
  validation = $state(10);
  test = $state(10);
  seed = $state(7);
  given = $state(false);
  /** How the file is read, where that is not as the file itself says. */
  #shape = $state.raw<Shape>({});
  #text = $state<string | null>(null);
  #label = $state<string | null>(null);
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
    this.#text = look.suggested.text;
    this.#label = look.suggested.label;
  }

  /** Takes another look at the same source: columns that are no more give way to those suggested now. */
  see(look: TextLook): void {
    const names = new Set(look.columns.map((column) => column.name));
    this.#look = look;
    if (this.#text === null || !names.has(this.#text)) this.#text = look.suggested.text;
    if (this.#label === null || !names.has(this.#label)) this.#label = look.suggested.label;
    if (this.#label === this.#text) this.#label = null;
  }

  get shape(): Shape {
    return this.#shape;
  }
  /** Reads the file otherwise from the next look on. */
  read(change: Shape): void {
    this.#shape = { ...this.#shape, ...change };
    this.#without = new Set();
  }
  get text(): string | null {
    return this.#text;
  }
  get label(): string | null {
    return this.#label;
  }
  /** Chooses the column of the texts; where it was that of the labels, the two change places. */
  chooseText(name: string): void {
    if (name === this.#label) this.#label = this.#text;
    this.#text = name;
    this.#without = new Set();
  }
  chooseLabel(name: string): void {
    if (name === this.#text) this.#text = this.#label;
    this.#label = name;
    this.#without = new Set();
  }
  get columns(): Columns {
    if (this.#look.kind !== 'table' && this.#look.kind !== 'json-lines') return {};
    return { ...(this.#text === null ? {} : { text: this.#text }), ...(this.#label === null ? {} : { label: this.#label }) };
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
    return rows.exact && (kind === 'folder' || looked + skipped.length >= rows.count);
  }
  get #kept(): TextLook['classes'] {
    return this.#look.classes.filter((one) => !this.#without.has(one.name));
  }
  /** How much will be imported, in words: as exactly as the look can tell. */
  get amount(): string {
    const { rows, columns } = this.#look;
    if (this.#label === null) return '';
    const missing = columns.find((column) => column.name === this.#text)?.missing ?? 0;
    if (this.whole && missing === 0) return `${count(this.#kept.reduce((sum, one) => sum + one.items, 0))} texts`;
    return rows.exact ? `${count(rows.count)} rows` : `about ${count(Number(rows.count.toPrecision(2)))} rows`;
  }
  /** The first class that has too few texts, where all are known. */
  get small(): { name: string; items: number } | undefined {
    return this.whole ? this.#kept.find((one) => one.items < leastOfClass) : undefined;
  }
  /** Why it cannot begin, or nothing. */
  get problem(): string | undefined {
    if (this.#label === null) return 'Each text must have a label, the class that is learned; choose its column';
    const kept = this.#kept;
    if (this.whole && kept.length < 2) return `There must be 2 classes or more; got ${kept.length}`;
    const { small } = this;
    if (small !== undefined)
      return `A class must have ${leastOfClass} texts or more; got ${small.items} in “${small.name}”: leave it out or add some`;
    if (this.train < 1 && !this.given) return 'Something must be left to train on: lower the shares of validation and test';
    return this.name.trim() === '' ? 'The data needs a name' : undefined;
  }
  get split(): SplitSettings {
    return { train: this.train, validation: this.validation, test: this.test, seed: this.seed, given: this.given };
  }
  input(project: number | undefined): CallInput<'datasets.importTexts'> {
    return {
      path: this.#look.path,
      shape: this.#shape,
      columns: this.columns,
      name: this.name,
      split: this.split,
      without: [...this.#without],
      ...(project === undefined ? {} : { project }),
    };
  }
}
