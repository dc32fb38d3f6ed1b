import type { StepAnswers } from '#main/datasets/texts/codes-source.ts';
import type { Answers, Batch, Inputs } from '#main/engine/engine.ts';

/** Where items come from: a dataset's files, or memory. */
export interface ItemSource {
  /** Of every item: [height, width, channels] of pixels, [timesteps] of tokens … */
  readonly shape: readonly number[];
  /** Room for so many numbers of the kind that items consist of. */
  make(length: number): Inputs;
  /** Copies the items one after another into `into`, which `make` made: [items, …shape]. */
  gather(items: Int32Array, into: Inputs): void | Promise<void>;
  /** Where each step has an answer of its own, or an item is answered by numbers or labels; null or absent: an item has one class. */
  readonly answers?: StepAnswers | NumberAnswers | null;
}

/** Answers that are numbers, or labels of 0 or 1; NaN where one does not count. */
export interface NumberAnswers {
  /** Of each item. */
  readonly numbers: number;
  /** By how much 1 counts in each number's own unit, [numbers]; absent: 1. */
  readonly units?: readonly number[];
  /** Mean absolute error of a plain answer on the validation part, in those units; absent: of the training part's median. */
  plainError?(parts: { train: Int32Array; validation: Int32Array }): Promise<number | null>;
  /** Writes the answers of items one after another, [items, numbers]. */
  gather(items: Int32Array, into: Float32Array): void | Promise<void>;
}

/** Where the loop's batches come from; `items` by index, batch `place` from 0. */
export interface BatchSource {
  /** How many batches `items` make; the last one may be smaller. */
  batches(items: Int32Array): number;
  /** For training: augmented and weighted. */
  training(items: Int32Array, place: number, epoch: number): Promise<Batch>;
  /** For judging. */
  plain(items: Int32Array, place: number): Promise<Batch>;
}

/** Changes training pixels in place; drawn from (seed, epoch, item), so that it does not matter who asks when. */
export type Augment = (pixels: Uint8Array, item: number, epoch: number) => void;

export interface FeedSettings {
  batchSize: number;
  /** Weight of each class in the loss; null: all 1. */
  classWeights: Float32Array | null;
  augment: Augment | null;
}

/**
 * Makes batches out of items. Two buffers take turns, so that a batch stays as it is while the one after it is made: hand
 * a batch to the step, prepare the next, await both.
 */
export class Feed implements BatchSource {
  readonly #source: ItemSource;
  readonly #labels: Int32Array;
  readonly #settings: FeedSettings;
  readonly #buffers: [Inputs, Inputs];
  readonly #itemSize: number;
  #turn: 0 | 1 = 0;

  constructor(source: ItemSource, labels: Int32Array, settings: FeedSettings) {
    this.#source = source;
    this.#labels = labels;
    this.#settings = settings;
    this.#itemSize = source.shape.reduce((product, dimension) => product * dimension, 1);
    const length = settings.batchSize * this.#itemSize;
    this.#buffers = [source.make(length), source.make(length)];
  }

  /** How many batches `items` make; the last one may be smaller. */
  batches(items: Int32Array): number {
    return Math.ceil(items.length / this.#settings.batchSize);
  }

  /** Batch `place` (from 0) of `items` for training: augmented and weighted. */
  async training(items: Int32Array, place: number, epoch: number): Promise<Batch> {
    const batch = await this.plain(items, place);
    const { augment, classWeights } = this.#settings;
    if (augment !== null && batch.inputs instanceof Uint8Array) {
      const chosen = this.#slice(items, place);
      for (let i = 0; i < chosen.length; i += 1) {
        augment(batch.inputs.subarray(i * this.#itemSize, (i + 1) * this.#itemSize), chosen[i] ?? 0, epoch);
      }
    }
    return classWeights === null ? batch : { ...batch, weights: Float32Array.from(batch.answers, (label) => classWeights[label] ?? 1) };
  }

  /** Batch `place` (from 0) of `items` as they are: for judging. */
  async plain(items: Int32Array, place: number): Promise<Batch> {
    const chosen = this.#slice(items, place);
    const buffer = this.#buffers[this.#turn];
    this.#turn = this.#turn === 0 ? 1 : 0;
    const inputs = buffer.subarray(0, chosen.length * this.#itemSize);
    await this.#source.gather(chosen, inputs);
    return {
      inputs,
      shape: [chosen.length, ...this.#source.shape],
      answers: await this.#answersOf(chosen),
    };
  }

  async #answersOf(chosen: Int32Array): Promise<Answers> {
    const { answers } = this.#source;
    if (!answers) return Int32Array.from(chosen, (item) => this.#labels[item] ?? 0);
    if ('numbers' in answers) {
      const numbers = new Float32Array(chosen.length * answers.numbers);
      await answers.gather(chosen, numbers);
      return numbers;
    }
    const labels = new Int32Array(chosen.length * answers.steps);
    await answers.gather(chosen, labels);
    return labels;
  }

  #slice(items: Int32Array, place: number): Int32Array {
    return items.subarray(place * this.#settings.batchSize, (place + 1) * this.#settings.batchSize);
  }
}
