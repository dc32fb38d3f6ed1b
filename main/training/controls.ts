import { setImmediate } from 'node:timers/promises';

/** What ends a run from outside: stopping, with the epoch it then stands for, or leaving because the app closes. */
export type Ending = { type: 'stop'; keep: 'last' | 'best' } | { type: 'leave' };

/** The user's hands on a run. Orders come in from the process's messages; the loop asks between two steps. */
export class Controls {
  #paused = false;
  #ending: Ending | null = null;
  /** How many keep the loop from its next step, with a trouble of their own. */
  #held = 0;
  #waiting: (() => void)[] = [];
  #beforePause: () => void = () => undefined;
  readonly #tell: (state: 'running' | 'paused') => void;

  constructor(tell: (state: 'running' | 'paused') => void) {
    this.#tell = tell;
  }

  /** How the run is to end, once somebody has said so. */
  get ending(): Ending | null {
    return this.#ending;
  }

  /** What is to be done before a pause is told: whoever pauses sees all that was done before it. */
  beforePause(work: () => void): void {
    this.#beforePause = work;
  }

  pause(): void {
    this.#paused = true;
  }

  proceed(): void {
    this.#paused = false;
    this.#wake();
  }

  /** The app's leaving outranks a stop: there is no time to judge the test part any more. */
  end(ending: Ending): void {
    if (this.#ending?.type !== 'leave') this.#ending = ending;
    this.#wake();
  }

  /** Lets messages in, waits while the run is paused, and says how it is to end, if it is. */
  async between(): Promise<Ending | null> {
    // Messages are delivered in the turn before an immediate, so an order sent during the step is known after this.
    await setImmediate();
    while (this.#ending === null && (this.#paused || this.#held > 0)) {
      if (this.#paused) await this.#pause();
      else await this.#change();
    }
    return this.#ending;
  }

  async #pause(): Promise<void> {
    this.#beforePause();
    this.#tell('paused');
    while (this.#paused && this.#ending === null) await this.#change();
    this.#tell('running');
  }

  /** Lets the loop take no further step until what this answers is called: whoever holds says why, and what then. */
  holdSteps(): () => void {
    this.#held += 1;
    return () => {
      this.#held -= 1;
      this.#wake();
    };
  }

  /** Waits because of a trouble outside: until proceed, an ending, or `milliseconds` are over. */
  async hold(milliseconds: number): Promise<Ending | null> {
    if (this.#ending !== null) return this.#ending;
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([this.#change(), over]);
    clearTimeout(timer);
    return this.#ending;
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
