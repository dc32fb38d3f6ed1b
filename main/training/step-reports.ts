import type { GradientLook, Metrics } from '#app/contract/runs.ts';
import { figureOf } from '#app/runs/measure.ts';
import type { Report } from './protocol.ts';

/** Metrics leave at most five times a second: each costs the owner of the store time that a step on all cores misses. */
const INTERVAL_MILLISECONDS = 200;
/** How much the newest batch of steps counts in the shown rate. */
const NEWEST = 0.3;

/** Gathers steps into few messages: typed arrays, with the rate in training items a second, smoothed. */
export class StepReports {
  readonly #send: (report: Report) => void;
  readonly #now: () => number;
  #epoch = 0;
  #steps: number[] = [];
  #losses: number[] = [];
  #figures: number[] = [];
  #looks: GradientLook[] = [];
  #items = 0;
  #seconds = 0;
  #rate = 0;
  #sent = Number.NEGATIVE_INFINITY;

  constructor(send: (report: Report) => void, now: () => number = () => performance.now()) {
    this.#send = send;
    this.#now = now;
  }

  add(step: number, epoch: number, metrics: Metrics, items: number, seconds: number): void {
    this.#epoch = epoch;
    this.#steps.push(step);
    this.#losses.push(metrics.loss);
    this.#figures.push(figureOf(metrics));
    this.#items += items;
    this.#seconds += seconds;
    if (this.#now() - this.#sent >= INTERVAL_MILLISECONDS) this.flush();
  }

  /** A look at the gradients of the step that was added last. */
  look(look: GradientLook): void {
    this.#looks.push(look);
  }

  /** Sends what is waiting: before an epoch's report, a pause, the end. */
  flush(): void {
    if (this.#looks.length > 0) this.#send({ type: 'gradients', looks: this.#looks });
    this.#looks = [];
    const step = this.#steps.at(-1);
    if (step === undefined) return;
    const rate = this.#items / Math.max(this.#seconds, 1e-6);
    this.#rate = this.#rate === 0 ? rate : this.#rate + NEWEST * (rate - this.#rate);
    this.#send({
      type: 'steps',
      epoch: this.#epoch,
      step,
      steps: { step: Float64Array.from(this.#steps), loss: Float32Array.from(this.#losses), figure: Float32Array.from(this.#figures) },
      rate: this.#rate,
      memory: process.memoryUsage.rss(),
    });
    this.#steps = [];
    this.#losses = [];
    this.#figures = [];
    this.#items = 0;
    this.#seconds = 0;
    this.#sent = this.#now();
  }
}
