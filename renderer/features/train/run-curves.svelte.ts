import type { Metrics, Run, StepMetrics } from '#app/contract/runs.ts';
import { figureOf } from '#app/runs/measure.ts';
import { client } from '#renderer/client.ts';
import { Curve } from '#renderer/ui/chart/curve.ts';

/** How often curves are given out while points come in, and how soon a beginning that could not be read is asked for again. Milliseconds. */
const [beat, again] = [250, 1000];

interface Line {
  x: Float64Array;
  y: Float32Array;
}
interface Lines {
  loss: Line;
  /** Accuracy or error, by the run's measure. */
  figure: Line;
  /** By epoch, at the step each ended with; null where no epoch was validated. */
  validation: { loss: Line; figure: Line } | null;
  /** The step that the best epoch ended with. */
  best: number | null;
}
const nothing: Line = { x: new Float64Array(0), y: new Float32Array(0) };

/**
 * A run's curves: training by step, read once and then fed by events; validation by epoch, from the run itself. All of it
 * is given out together, four times a second at most. After a lost connection it is read anew.
 */
export class RunCurves {
  readonly #run: number;
  #loss = new Curve();
  #figure = new Curve();
  #validation: Lines['validation'] = null;
  #best: number | null = null;
  #epochs = '';
  #lines = $state.raw<Lines>({ loss: nothing, figure: nothing, validation: null, best: null });
  #read = $state(false);
  #timer: ReturnType<typeof setTimeout> | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #givenAt = Number.NEGATIVE_INFINITY;
  /** What came while the beginning was being read; null: it is read. */
  #early: StepMetrics[] | null = null;

  constructor(run: number) {
    this.#run = run;
  }

  get loss(): Line {
    return this.#lines.loss;
  }
  get figure(): Line {
    return this.#lines.figure;
  }
  get validation(): Lines['validation'] {
    return this.#lines.validation;
  }
  get best(): number | null {
    return this.#lines.best;
  }
  /** Whether the beginning is there: only then "no points" means that there are none. */
  get read(): boolean {
    return this.#read;
  }

  /** Reads and follows; returns the way out. */
  follow(): () => void {
    void this.#readAll();
    const leave = client.subscribe((event) => {
      if (event.type === 'reset') void this.#readAll();
      else if (event.type === 'steps' && event.run === this.#run) this.#take(event.steps);
    });
    return () => {
      leave();
      this.#early = [];
      clearTimeout(this.#retry);
      if (this.#timer !== null) clearTimeout(this.#timer);
    };
  }

  /** The run's epochs as they stand; the same ones twice cost nothing. */
  epochs({ epochs, stepsPerEpoch, bestEpoch }: Pick<Run, 'epochs' | 'stepsPerEpoch' | 'bestEpoch'>): void {
    const last = epochs.at(-1);
    const now = [epochs.length, last?.epoch, last?.validation?.loss, stepsPerEpoch, bestEpoch].join();
    if (now === this.#epochs) return;
    this.#epochs = now;
    const x = Float64Array.from(epochs, ({ epoch }) => epoch * stepsPerEpoch);
    const line = (read: (metrics: Metrics) => number): Line => ({
      x,
      y: Float32Array.from(epochs, ({ validation }) => (validation === null ? Number.NaN : read(validation))),
    });
    this.#validation = epochs.some(({ validation }) => validation !== null)
      ? { loss: line(({ loss }) => loss), figure: line(figureOf) }
      : null;
    this.#best = bestEpoch === null || this.#validation === null ? null : bestEpoch * stepsPerEpoch;
    this.#give();
  }

  /** `early`: steps that are told before the answer is here, and may not be in it. */
  async #readAll(early: StepMetrics[] = []): Promise<void> {
    this.#early = early;
    clearTimeout(this.#retry);
    const result = await client.call('runs.steps', { run: this.#run });
    if (early !== this.#early) return;
    if (!result.ok) {
      this.#retry = setTimeout(() => void this.#readAll(), again);
      return;
    }
    this.#early = null;
    this.#read = true;
    this.#loss = new Curve();
    this.#figure = new Curve();
    for (const steps of [result.value, ...early]) this.#add(steps);
    this.#give();
  }

  #take(steps: StepMetrics): void {
    if (this.#early !== null) {
      this.#early.push(steps);
      return;
    }
    const first = steps.step[0];
    if (first !== undefined && first > this.#loss.end + 1) {
      // What was told between the reading and the first event that reached us is missing: it is stored by now.
      void this.#readAll([steps]);
      return;
    }
    this.#add(steps);
    this.#give();
  }

  #add(steps: StepMetrics): void {
    const first = steps.step[0];
    if (first !== undefined && first <= this.#loss.end) {
      // Steps are told in order, so one that is there already is made again: a run that was cut off goes on from its last
      // whole epoch, and what was drawn of the lost one gives way.
      this.#loss.cut(first);
      this.#figure.cut(first);
    }
    this.#loss.append(steps.step, steps.loss);
    this.#figure.append(steps.step, steps.figure);
  }

  #give(): void {
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        this.#givenAt = performance.now();
        this.#lines = { loss: this.#loss.view(), figure: this.#figure.view(), validation: this.#validation, best: this.#best };
      },
      Math.max(0, this.#givenAt + beat - performance.now()),
    );
  }
}
