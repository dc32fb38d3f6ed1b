import type { Dataset, Item } from '#app/contract/datasets.ts';
import type { TextPrediction } from '#app/contract/predictions.ts';
import { type SplitName, splitName } from '#app/data/images.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { type KnownText, longestText } from './text-trial.svelte.ts';

/** Rows to choose from. */
const most = 6;

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
    const dataset = this.#dataset.id;
    const items = await this.#items();
    if (!Array.isArray(items)) return items;
    if (items.length === 0) return [];
    const said = await client.call('datasets.texts', { dataset, indices: items.map(({ index }) => index), most: longestText });
    if (!said.ok) return said.error;
    const classOf = new Map(items.map((item) => [item.index, this.#dataset.classes[item.class]?.name ?? null]));
    return said.value.texts.map(({ index, text }) => ({ index, text, actual: classOf.get(index) ?? null, answer: null }));
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
  /** Items lie in the order of their files, often class by class: one is drawn from each of as many stretches of equal length. */
  async #items(): Promise<Item[] | ErrorData> {
    const dataset = this.#dataset.id;
    for (const split of splitName.options.toReversed()) {
      const all = await client.call('datasets.items', { dataset, split, limit: 1 });
      if (!all.ok) return all.error;
      const { total } = all.value;
      if (total === 0) continue;
      this.#part = split;
      const rows = Math.min(most, total);
      // Stretches begin at whole items, so that no item is in two of them.
      const begin = (row: number): number => Math.floor((row * total) / rows);
      const offsets = Array.from({ length: rows }, (_, row) => begin(row) + Math.floor(Math.random() * (begin(row + 1) - begin(row))));
      const found = await Promise.all(offsets.map((offset) => client.call('datasets.items', { dataset, split, offset, limit: 1 })));
      return found.flatMap((one) => (one.ok ? one.value.items : []));
    }
    return [];
  }
}
