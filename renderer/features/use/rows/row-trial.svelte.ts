import type { RowPrediction } from '#app/contract/predictions.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { Resource, type Wait } from '#renderer/frame/load.svelte.ts';
import type { Cell, Given, KnownRow, Picture } from './known-row.ts';

/** After the last change, until the model is asked. Milliseconds. */
const pause = 120;

/** A model asked about a row as its cells are changed. Of answers that overtake each other the last asked counts. */
export class RowTrial {
  readonly #run: number;
  #cells = $state.raw<Given>({});
  #known = $state.raw<KnownRow | null>(null);
  /** What was answered to the row as it stands in the data. */
  #before = $state.raw<RowPrediction | null>(null);
  #answered = $state.raw<Given | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #answer: Resource<RowPrediction>;

  constructor(run: number) {
    this.#run = run;
    this.#answer = new Resource(async () => {
      const cells = this.#cells;
      const result = await client.call('predictions.rows', { run: this.#run, rows: [cells] });
      if (!result.ok) return result;
      const [first] = result.value.predictions;
      if (first === undefined) return { ok: false, error: { code: 'internal', message: 'There is no answer.', remedy: 'Ask again.' } };
      if (cells === this.#cells) this.#answered = cells;
      if (cells === this.#known?.inputs) this.#before = first;
      return { ok: true, value: first };
    });
  }

  get cells(): Given {
    return this.#cells;
  }
  /** The row of the data that it began as. */
  get known(): KnownRow | null {
    return this.#known;
  }
  /** Whether a cell is another than in the data. */
  get changed(): boolean {
    const { inputs = {} } = this.#known ?? {};
    return Object.entries(this.#cells).some(([column, cell]) => cell !== inputs[column]);
  }
  get answer(): RowPrediction | undefined {
    return this.#answer.value;
  }
  /** The answer to the row as it stands in the data; null until it is there. */
  get before(): RowPrediction | null {
    return this.#before;
  }
  /** Whether the answer is about the row as it stands. */
  get current(): boolean {
    return this.#answered === this.#cells;
  }
  get error(): ErrorData | null {
    return this.#answer.error;
  }
  get wait(): Wait {
    return this.#answer.wait;
  }

  take(known: KnownRow): void {
    this.#known = known;
    this.#before = null;
    this.#cells = known.inputs;
    void this.ask();
  }
  set(column: string, cell: Cell | Picture): void {
    if (this.#cells[column] === cell) return;
    this.#cells = { ...this.#cells, [column]: cell };
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.ask(), pause);
  }
  /** Back to the row as it stands in the data. */
  readonly undo = (): void => {
    if (this.#known === null) return;
    if (this.#before === null) return this.take(this.#known);
    clearTimeout(this.#timer);
    this.#cells = this.#known.inputs;
    this.#answer.clear();
    this.#answer.set(this.#before);
    this.#answered = this.#cells;
  };
  readonly ask = async (): Promise<void> => {
    clearTimeout(this.#timer);
    await this.#answer.reload();
  };
  /** Nobody looks any more. */
  leave(): void {
    clearTimeout(this.#timer);
    this.#answer.clear();
  }
}
