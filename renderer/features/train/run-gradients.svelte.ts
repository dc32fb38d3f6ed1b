import type { GradientLook } from '#app/contract/runs.ts';
import { client } from '#renderer/client.ts';

/** How soon looks that could not be read are asked for again. Milliseconds. */
const again = 1000;

/** A run's looks at its gradients: read once and then fed by events; after a lost connection read anew. */
export class RunGradients {
  readonly #run: number;
  #looks = $state.raw<readonly GradientLook[]>([]);
  #retry: ReturnType<typeof setTimeout> | undefined;
  /** What came while the beginning was being read; null: it is read. */
  #early: GradientLook[] | null = null;

  constructor(run: number) {
    this.#run = run;
  }

  /** In order of their steps. */
  get looks(): readonly GradientLook[] {
    return this.#looks;
  }

  /** Reads and follows; returns the way out. */
  follow(): () => void {
    void this.#readAll();
    const leave = client.subscribe((event) => {
      if (event.type === 'reset') void this.#readAll();
      else if (event.type === 'gradients' && event.run === this.#run) this.#take(event.looks);
    });
    return () => {
      leave();
      this.#early = [];
      clearTimeout(this.#retry);
    };
  }

  async #readAll(): Promise<void> {
    const early: GradientLook[] = [];
    this.#early = early;
    clearTimeout(this.#retry);
    const result = await client.call('runs.gradients', { run: this.#run });
    if (early !== this.#early) return;
    if (!result.ok) {
      this.#retry = setTimeout(() => void this.#readAll(), again);
      return;
    }
    this.#early = null;
    this.#looks = result.value.looks;
    this.#take(early);
  }

  #take(looks: readonly GradientLook[]): void {
    if (this.#early !== null) {
      this.#early.push(...looks);
      return;
    }
    const [first] = looks;
    if (first === undefined) return;
    // A run that was cut off looks again at what it makes again.
    this.#looks = [...this.#looks.filter(({ step }) => step < first.step), ...looks];
  }
}
