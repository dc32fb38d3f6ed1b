export interface NumberBounds {
  min: number;
  max: number;
  step: number;
  /** Whole numbers only. */
  whole: boolean;
  /** How the error names it: "Batch size". */
  name: string;
  unit: string;
}

const grouped = /^[+-]?\d{1,3}(,\d{3})+$/;

/** Reads a number as people write it: 0.001, 1e-3, 0,001, 1 000; where it is `whole`, 1,000 too. NaN where it is none. */
export function readNumber(text: string, whole = false): number {
  if (whole && grouped.test(text.trim())) return Number(text.trim().replaceAll(',', ''));
  const bare = text.replace(/[\s  _']/g, '').replace(/^([+-]?\d*),(\d+)$/, '$1.$2');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare) ? Number(bare) : Number.NaN;
}

/** Writes a number shortly, without rounding noise: 0.1 + 0.2 → 0.3, 0.00001 → 1e-5; where it is `whole`, 20000 → 20,000. */
export function writeNumber(value: number, whole = false): string {
  if (!Number.isFinite(value)) return '';
  if (whole && Number.isInteger(value)) return value.toLocaleString('en', { maximumFractionDigits: 0 });
  return Number(value.toPrecision(12)).toString();
}

/** What is wrong with a text as a number within bounds: "X must be …; got Y", or null. */
export function numberProblem(text: string, { min, max, whole, name, unit }: NumberBounds): string | null {
  const value = readNumber(text, whole);
  const kind = whole ? 'a whole number' : 'a number';
  const suffix = unit === '' ? '' : ` ${unit}`;
  const range =
    Number.isFinite(min) && Number.isFinite(max)
      ? `${writeNumber(min, whole)} to ${writeNumber(max, whole)}${suffix}`
      : Number.isFinite(min)
        ? `${writeNumber(min, whole)}${suffix} or more`
        : Number.isFinite(max)
          ? `${writeNumber(max, whole)}${suffix} or less`
          : kind;
  const got = text.trim() === '' ? 'nothing' : text.trim();
  if (Number.isNaN(value)) return `${name} must be ${range}; got ${got === 'nothing' ? got : `"${got}"`}.`;
  if (whole && !Number.isInteger(value)) return `${name} must be a whole number, ${range}; got ${got}.`;
  return value < min || value > max ? `${name} must be ${range}; got ${got}.` : null;
}

/** A number being typed: the text, whether it holds, and the value that holds. */
export class NumberEntry {
  #text = $state('');
  #shown: number | null = null;
  /** Somebody is at the field: what they see and have marked stays as it is. */
  #held = false;
  /** What came from outside meanwhile. */
  #late: number | null = null;
  readonly #bounds: () => NumberBounds;
  readonly #commit: (value: number) => void;
  readonly problem = $derived.by(() => numberProblem(this.#text, this.#bounds()));

  constructor(bounds: () => NumberBounds, commit: (value: number) => void) {
    this.#bounds = bounds;
    this.#commit = commit;
  }

  get text(): string {
    return this.#text;
  }

  /** Shows a value that came from outside, unless it is what was just typed; where somebody is at the field, once they have left it. */
  show(value: number): void {
    if (this.#held) {
      this.#late = value;
      return;
    }
    if (value === this.#shown) return;
    this.#shown = value;
    this.#text = this.#written(value);
  }

  /** Somebody begins to edit it. */
  enter(): void {
    this.#held = true;
    this.#late = null;
  }

  /** They have left it. */
  leave(): void {
    this.settle();
    this.#held = false;
    if (this.#late !== null && this.problem === null) this.show(this.#late);
  }

  /** Takes typed text; what holds is given on at once, also where it is the number that stood there: now it is chosen. */
  type(text: string): void {
    this.#text = text;
    if (numberProblem(text, this.#bounds()) !== null) return;
    this.#shown = this.#read(text);
    this.#commit(this.#shown);
  }

  /** Goes up or down by steps, within the bounds; from something wrong, to the nearest that holds. */
  step(by: number): void {
    const { min, max, step, whole } = this.#bounds();
    const typed = this.#read(this.#text);
    const from = Number.isNaN(typed) ? (this.#shown ?? min) : typed;
    const next = Math.min(max, Math.max(min, whole ? Math.round(from) + by * step : from + by * step));
    if (Number.isFinite(next)) this.#put(Number(next.toPrecision(12)));
  }

  /** Ends typing: the text becomes the number as it is written here. */
  settle(): void {
    if (this.problem === null) this.#text = this.#written(this.#read(this.#text));
  }

  /** Goes back to the last value that held. */
  restore(): void {
    if (this.#shown !== null) this.#text = this.#written(this.#shown);
  }

  #read(text: string): number {
    return readNumber(text, this.#bounds().whole);
  }

  #written(value: number): string {
    return writeNumber(value, this.#bounds().whole);
  }

  #put(value: number): void {
    this.#text = this.#written(value);
    this.#give(value);
  }

  #give(value: number): void {
    if (value === this.#shown) return;
    this.#shown = value;
    this.#commit(value);
  }
}
