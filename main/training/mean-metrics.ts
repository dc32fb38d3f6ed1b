import type { Metrics } from '#app/contract/runs.ts';
import type { Batch } from '#main/engine/engine.ts';

/** What a batch's mean is a mean of: its items, or its steps that have an answer. */
export const countedIn = ({ labels }: Pick<Batch, 'labels'>): number => labels.reduce((sum, label) => (label < 0 ? sum : sum + 1), 0);

/** The mean of batches' means, each weighted by what it is of; summed in double precision. */
export class MeanMetrics {
  #loss = 0;
  #accuracy = 0;
  #weight = 0;

  add(metrics: Metrics, weight: number): void {
    this.#loss += metrics.loss * weight;
    this.#accuracy += metrics.accuracy * weight;
    this.#weight += weight;
  }

  /** Of nothing: loss and accuracy 0. */
  value(): Metrics {
    const weight = Math.max(1, this.#weight);
    return { loss: this.#loss / weight, accuracy: this.#accuracy / weight };
  }
}
