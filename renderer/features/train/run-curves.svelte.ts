import { client } from '#renderer/client.ts';
import { Curve } from '#renderer/ui/chart/curve.ts';

/** How often curves are drawn anew while points come in. Milliseconds. */
const beat = 250;

interface Views {
  loss: { x: Float64Array; y: Float32Array };
  accuracy: { x: Float64Array; y: Float32Array };
}

/** A run's curves by step: read once, then fed by events; after a lost connection read anew. */
export class RunCurves {
  readonly #run: number;
  #loss = new Curve();
  #accuracy = new Curve();
  #views = $state.raw<Views>({ loss: this.#loss.view(), accuracy: this.#accuracy.view() });
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(run: number) {
    this.#run = run;
  }

  get loss(): Views['loss'] {
    return this.#views.loss;
  }
  get accuracy(): Views['accuracy'] {
    return this.#views.accuracy;
  }

  /** Reads and follows; returns the way out. */
  follow(): () => void {
    void this.#read();
    const leave = client.subscribe((event) => {
      if (event.type === 'reset') void this.#read();
      else if (event.type === 'steps' && event.run === this.#run) this.#append(event.steps);
    });
    return () => {
      leave();
      if (this.#timer !== null) clearTimeout(this.#timer);
    };
  }

  async #read(): Promise<void> {
    const result = await client.call('runs.steps', { run: this.#run });
    if (!result.ok) return;
    this.#loss = new Curve();
    this.#accuracy = new Curve();
    this.#append(result.value);
  }
  #append(steps: { step: Float64Array; loss: Float32Array; accuracy: Float32Array }): void {
    // A resumed run counts on from its last epoch: what was drawn of the lost one is behind it and is left out by the curve.
    this.#loss.append(steps.step, steps.loss);
    this.#accuracy.append(steps.step, steps.accuracy);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#views = { loss: this.#loss.view(), accuracy: this.#accuracy.view() };
    }, beat);
  }
}
