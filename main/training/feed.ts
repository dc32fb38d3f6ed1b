import type { Batch } from '#main/engine/engine.ts';

/** Where items' pixels come from: a dataset's shards, or memory. */
export interface ItemSource {
  /** [height, width, channels] of every item. */
  readonly shape: readonly [number, number, number];
  /** Copies the items' uint8 pixels one after another into `into`, [items, height, width, channels]. */
  gather(items: Int32Array, into: Uint8Array): void | Promise<void>;
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
  readonly #buffers: [Uint8Array, Uint8Array];
  readonly #itemSize: number;
  #turn: 0 | 1 = 0;

  constructor(source: ItemSource, labels: Int32Array, settings: FeedSettings) {
    this.#source = source;
    this.#labels = labels;
    this.#settings = settings;
    this.#itemSize = source.shape.reduce((product, dimension) => product * dimension, 1);
    const bytes = settings.batchSize * this.#itemSize;
    this.#buffers = [new Uint8Array(bytes), new Uint8Array(bytes)];
  }

  /** How many batches `items` make; the last one may be smaller. */
  batches(items: Int32Array): number {
    return Math.ceil(items.length / this.#settings.batchSize);
  }

  /** Batch `place` (from 0) of `items` for training: augmented and weighted. */
  async training(items: Int32Array, place: number, epoch: number): Promise<Batch<Uint8Array>> {
    const batch = await this.plain(items, place);
    const { augment, classWeights } = this.#settings;
    if (augment !== null) {
      const chosen = this.#slice(items, place);
      for (let i = 0; i < chosen.length; i += 1) {
        augment(batch.inputs.subarray(i * this.#itemSize, (i + 1) * this.#itemSize), chosen[i] ?? 0, epoch);
      }
    }
    return classWeights === null ? batch : { ...batch, weights: Float32Array.from(batch.labels, (label) => classWeights[label] ?? 1) };
  }

  /** Batch `place` (from 0) of `items` as they are: for judging. */
  async plain(items: Int32Array, place: number): Promise<Batch<Uint8Array>> {
    const chosen = this.#slice(items, place);
    const buffer = this.#buffers[this.#turn];
    this.#turn = this.#turn === 0 ? 1 : 0;
    const pixels = buffer.subarray(0, chosen.length * this.#itemSize);
    await this.#source.gather(chosen, pixels);
    return {
      inputs: pixels,
      shape: [chosen.length, ...this.#source.shape],
      labels: Int32Array.from(chosen, (item) => this.#labels[item] ?? 0),
    };
  }

  #slice(items: Int32Array, place: number): Int32Array {
    return items.subarray(place * this.#settings.batchSize, (place + 1) * this.#settings.batchSize);
  }
}
