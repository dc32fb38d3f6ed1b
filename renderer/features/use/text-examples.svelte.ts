import type { Dataset } from '#app/contract/datasets.ts';
import type { TextPrediction } from '#app/contract/predictions.ts';
import type { SplitName } from '#app/data/images.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { drawTexts } from './drawn-texts.ts';
import type { KnownText } from './text-trial.svelte.ts';

/** A text of the data, with what the model says of it; null until it has answered. */
export interface Example extends KnownText {
  answer: TextPrediction | null;
}

/** Texts of the part that the model never saw, each answered; of what there is, where nothing is held back. */
export class TextExamples {
  readonly #run: number;
  readonly #dataset: Dataset;
  #rows = $state.raw<readonly Example[]>([]);
  #part = $state<SplitName>('test');
  #error = $state.raw<ErrorData | null>(null);
  #busy = $state(false);

  constructor(run: number, dataset: Dataset) {
    this.#run = run;
    this.#dataset = dataset;
  }

  get rows(): readonly Example[] {
    return this.#rows;
  }
  /** Where they come from. */
  get part(): SplitName {
    return this.#part;
  }
  get error(): ErrorData | null {
    return this.#error;
  }
  get busy(): boolean {
    return this.#busy;
  }

  /** Draws others, from all over the part. They stand there before they are answered: opening a model may take a moment. */
  readonly draw = async (): Promise<void> => {
    if (this.#busy) return;
    this.#busy = true;
    const drawn = await this.#drawn();
    this.#error = Array.isArray(drawn) ? null : drawn;
    if (Array.isArray(drawn)) {
      this.#rows = drawn;
      void this.#answer(drawn);
    } else this.#busy = false;
  };
  /** A text has another class now. */
  relabelled(index: number, actual: string): void {
    this.#rows = this.#rows.map((row) => (row.index === index ? { ...row, actual } : row));
  }

  async #drawn(): Promise<Example[] | ErrorData> {
    const drawn = await drawTexts(this.#dataset);
    if (!('texts' in drawn)) return drawn;
    this.#part = drawn.part;
    return drawn.texts.map(({ index, text, class: label }) => ({
      index,
      text,
      actual: this.#dataset.classes[label]?.name ?? null,
      answer: null,
    }));
  }
  async #answer(drawn: readonly Example[]): Promise<void> {
    const texts = drawn.map(({ text }) => text);
    const answers = texts.length === 0 ? null : await client.call('predictions.texts', { run: this.#run, texts });
    this.#busy = false;
    if (answers === null) return;
    this.#error = answers.ok ? null : answers.error;
    if (!answers.ok) return;
    const said = new Map(answers.value.predictions.map((answer) => [answer.text, answer]));
    // A text may have been put into another class meanwhile.
    this.#rows = this.#rows.map((row) => ({ ...row, answer: said.get(row.text) ?? row.answer }));
  }
}
