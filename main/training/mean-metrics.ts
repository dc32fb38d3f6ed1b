import type { Metrics } from '#app/contract/runs.ts';

/** The mean of batches' means, each weighted by its items; summed in double precision. */
export class MeanMetrics {
  #loss = 0;
  #accuracy = 0;
  #items = 0;

  add(metrics: Metrics, items: number): void {
    this.#loss += metrics.loss * items;
    this.#accuracy += metrics.accuracy * items;
    this.#items += items;
  }

  /** Of nothing: loss and accuracy 0. */
  value(): Metrics {
    const items = Math.max(1, this.#items);
    return { loss: this.#loss / items, accuracy: this.#accuracy / items };
  }
}
