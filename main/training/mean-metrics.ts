import type { Metrics } from '#app/contract/runs.ts';
import { figureOf, type Measure, metricsOf } from '#app/runs/measure.ts';
import type { Batch } from '#main/engine/engine.ts';

/** What a batch's mean is a mean of: its answers that count. */
export function countedIn({ answers }: Pick<Batch, 'answers'>): number {
  const counts = answers instanceof Int32Array ? (label: number) => label >= 0 : (number: number) => !Number.isNaN(number);
  let count = 0;
  for (const answer of answers) if (counts(answer)) count += 1;
  return count;
}

/** The mean of batches' means, each weighted by what it is of; summed in double precision. */
export class MeanMetrics {
  readonly #measure: Measure;
  #loss = 0;
  #figure = 0;
  #weight = 0;
  /** Of each head; empty where there is one. */
  #heads: number[] = [];

  constructor(measure: Measure) {
    this.#measure = measure;
  }

  add(metrics: Metrics, weight: number): void {
    this.#loss += metrics.loss * weight;
    this.#figure += figureOf(metrics) * weight;
    this.#weight += weight;
    if (metrics.heads !== undefined) this.#heads = metrics.heads.map((figure, head) => (this.#heads[head] ?? 0) + figure * weight);
  }

  /** Of nothing: loss and figure 0. */
  value(): Metrics {
    const weight = Math.max(1, this.#weight);
    const mean = metricsOf(this.#measure, this.#loss / weight, this.#figure / weight);
    return this.#heads.length === 0 ? mean : { ...mean, heads: this.#heads.map((figure) => figure / weight) };
  }
}
