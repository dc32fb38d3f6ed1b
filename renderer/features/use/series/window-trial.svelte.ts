import type { Dataset } from '#app/contract/datasets.ts';
import type { CallInput } from '#app/contract/index.ts';
import type { WindowForecast } from '#app/contract/predictions.ts';
import type { SplitName } from '#app/data/images.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { Resource, type Wait } from '#renderer/frame/load.svelte.ts';
import { type Cell, drawnPart } from '../rows/known-row.ts';

type Edit = NonNullable<CallInput<'predictions.window'>['edits']>[number];

/** How far is forecast: so many times as far as the network answers at once; `hold`: with inputs as they were last. */
interface Reach {
  reach: number;
  hold: boolean;
}

/** After the last change, until the model is asked. Milliseconds. */
const pause = 120;

/** A model asked about windows of the part it never saw, one after another, and about each with other cells in it, near or far ahead. */
export class WindowTrial {
  readonly #run: number;
  readonly #dataset: number;
  readonly part: SplitName;
  /** How many windows the part has. */
  readonly count: number;
  #place = $state(0);
  #edits = $state.raw<readonly Edit[]>([]);
  #reach = $state.raw<Reach>({ reach: 1, hold: false });
  /** The forecast of the window as it is, and how far it reaches. */
  #before = $state.raw<{ told: WindowForecast; reach: Reach } | null>(null);
  #answered = $state.raw<{ edits: readonly Edit[]; reach: Reach } | null>(null);
  #item: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #answer: Resource<WindowForecast>;

  constructor(run: number, dataset: Dataset) {
    this.#run = run;
    this.#dataset = dataset.id;
    this.part = drawnPart(dataset);
    this.count = dataset.parts[this.part];
    this.#answer = new Resource(async () => {
      const [edits, reach] = [this.#edits, this.#reach];
      const item = await this.#found();
      if (typeof item !== 'number') return { ok: false, error: item };
      const asked = { run: this.#run, item, ...reach };
      // What is changed is seen beside the window as it is, which may not be known so far ahead yet.
      const known = edits.length > 0 && this.#before?.reach === reach ? this.#before.told : null;
      const asIs = known === null ? await client.call('predictions.window', asked) : ({ ok: true, value: known } as const);
      if (!asIs.ok) return asIs;
      const told = edits.length === 0 ? asIs : await client.call('predictions.window', { ...asked, edits: [...edits] });
      if (told.ok && edits === this.#edits && reach === this.#reach && item === this.#item) {
        this.#before = { told: asIs.value, reach };
        this.#answered = { edits, reach };
      }
      return told;
    });
  }

  /** Which of the part's windows, from 0 on. */
  get place(): number {
    return this.#place;
  }
  /** What is changed in it. */
  get edits(): readonly Edit[] {
    return this.#edits;
  }
  /** How many times as far as the network answers at once is forecast, and whether inputs are held for that. */
  get reach(): number {
    return this.#reach.reach;
  }
  get hold(): boolean {
    return this.#reach.hold;
  }
  get answer(): WindowForecast | undefined {
    return this.#answer.value;
  }
  /** The window as it stands in the data; null until it is there. */
  get before(): WindowForecast | null {
    return this.#before?.told ?? null;
  }
  /** Whether the answer is about the window as it stands, as far as is wished. */
  get current(): boolean {
    return this.#answered?.edits === this.#edits && this.#answered.reach === this.#reach;
  }
  get error(): ErrorData | null {
    return this.#answer.error;
  }
  get wait(): Wait {
    return this.#answer.wait;
  }

  /** Goes to another window of the part. */
  go(place: number): void {
    this.#place = Math.min(this.count - 1, Math.max(0, place));
    this.#item = null;
    this.#edits = [];
    this.#soon();
  }
  /** Forecasts so many times as far as the network answers at once; what is changed further ahead goes. */
  extend(reach: number, hold = this.#reach.hold): void {
    this.#reach = { reach, hold };
    const before = this.#before?.told;
    if (before !== undefined) {
      const steps = before.window + reach * before.atOnce;
      this.#edits = this.#edits.filter(({ step }) => step < steps);
    }
    this.#soon();
  }
  edit(column: string, step: number, value: Cell): void {
    const others = this.#edits.filter((each) => each.column !== column || each.step !== step);
    const begun = this.before?.inputs.find(({ name }) => name === column)?.cells[step];
    this.#edits = value === begun ? others : [...others, { column, step, value }];
    this.#soon();
  }
  /** Back to the window as it stands in the data. */
  readonly undo = (): void => {
    clearTimeout(this.#timer);
    this.#edits = [];
    if (this.#before?.reach !== this.#reach) return this.#soon();
    this.#answer.clear();
    this.#answer.set(this.#before.told);
    this.#answered = { edits: this.#edits, reach: this.#reach };
  };
  /** A column as it stands now, with what was changed of it a moment ago. */
  cellsOf(column: string): Cell[] {
    const cells = [...(this.before?.inputs.find(({ name }) => name === column)?.cells ?? [])];
    for (const { column: name, step, value } of this.#edits) if (name === column) cells[step] = value;
    return cells;
  }
  readonly ask = async (): Promise<void> => {
    clearTimeout(this.#timer);
    await this.#answer.reload();
  };
  /** Nobody looks any more. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#answer.clear();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.ask(), pause);
  }
  /** The row that the chosen window begins at. */
  async #found(): Promise<number | ErrorData> {
    if (this.#item !== null) return this.#item;
    const place = this.#place;
    const found = await client.call('datasets.rows', { dataset: this.#dataset, split: this.part, offset: place, limit: 1 });
    if (!found.ok) return found.error;
    const [row] = found.value.rows;
    if (row === undefined)
      return { code: 'dataset-damaged', message: `Window ${place + 1} is not there.`, remedy: 'Import the data anew.' };
    if (place === this.#place) this.#item = row.index;
    return row.index;
  }
}
