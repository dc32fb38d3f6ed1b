import type { Dataset } from '#app/contract/datasets.ts';
import type { TagPrediction } from '#app/contract/predictions.ts';
import type { SplitName } from '#app/data/images.ts';
import type { ErrorData } from '#app/errors.ts';
import { client } from '#renderer/client.ts';
import { type DrawnText, drawTexts } from './drawn-texts.ts';
import { type TaggedWord, trueTags, truthFor } from './true-tags.ts';

/** A sentence of the data with what the model says of its words; null until it has answered. */
export interface TaggedExample {
  index: number;
  text: string;
  answer: TagPrediction | null;
  /** The tag that each answered word should have; null where that is not known. */
  truth: readonly string[] | null;
}

/** Sentences of the part that the model never saw, each answered. */
export class TaggedExamples {
  readonly #run: number;
  readonly #dataset: Dataset;
  #rows = $state.raw<readonly TaggedExample[]>([]);
  #part = $state<SplitName>('test');
  #error = $state.raw<ErrorData | null>(null);
  #busy = $state(false);

  constructor(run: number, dataset: Dataset) {
    this.#run = run;
    this.#dataset = dataset;
  }

  get rows(): readonly TaggedExample[] {
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

  /** Draws others. They stand there before they are answered: opening a model may take a moment. */
  readonly draw = async (): Promise<void> => {
    if (this.#busy) return;
    this.#busy = true;
    const drawn = await drawTexts(this.#dataset);
    if ('texts' in drawn) {
      this.#part = drawn.part;
      this.#error = null;
      this.#rows = drawn.texts.map(({ index, text }) => ({ index, text, answer: null, truth: null }));
      if (drawn.texts.length > 0) await this.#answer(drawn.texts);
    } else this.#error = drawn;
    this.#busy = false;
  };

  async #answer(drawn: readonly DrawnText[]): Promise<void> {
    const [answers, truths] = await Promise.all([
      client.call('predictions.tags', { run: this.#run, texts: drawn.map(({ text }) => text) }),
      Promise.all(drawn.map(({ index }) => this.#truth(index))),
    ]);
    this.#error = answers.ok ? null : answers.error;
    if (!answers.ok) return;
    this.#rows = this.#rows.map((row, place) => {
      const [answer = null, truth = null] = [answers.value.predictions[place], truths[place]];
      return { ...row, answer, truth: answer === null || truth === null ? null : truthFor(answer, truth) };
    });
  }
  async #truth(index: number): Promise<TaggedWord[] | null> {
    const explained = await client.call('datasets.explainText', { dataset: this.#dataset.id, text: { index } });
    return explained.ok ? trueTags(explained.value.stages) : null;
  }
}
