import type { Result } from '#app/contract/channel.ts';
import type { ErrorData } from '#app/errors.ts';

/** Below this a wait is not shown at all, after `words` it says what it waits for. Milliseconds. */
const skeleton = 150;
const words = 1000;

export type Wait = 'none' | 'quiet' | 'skeleton' | 'words';

/**
 * Something asked of the core and kept: its value, its error, how long one has waited. The value stays while it is asked
 * anew and when that fails, so that content never flickers away.
 */
export class Resource<T> {
  #value = $state.raw<T | undefined>();
  #error = $state.raw<ErrorData | null>(null);
  #wait = $state<Wait>('none');
  #asked = 0;
  readonly #ask: () => Promise<Result<T>>;

  constructor(ask: () => Promise<Result<T>>) {
    this.#ask = ask;
  }

  get value(): T | undefined {
    return this.#value;
  }
  get error(): ErrorData | null {
    return this.#error;
  }
  /** How to show the wait: `quiet` for the first 150 ms, then a skeleton, from 1 s words. */
  get wait(): Wait {
    return this.#wait;
  }

  /** Puts a value in that came another way (an event, the answer to a change). */
  set(value: T): void {
    this.#value = value;
    this.#error = null;
  }

  /** Forgets the value: another object is meant now. */
  clear(): void {
    this.#asked += 1;
    this.#value = undefined;
    this.#error = null;
    this.#wait = 'none';
  }

  /** Asks anew; of answers that overtake each other the last asked counts. */
  readonly reload = async (): Promise<void> => {
    const asked = ++this.#asked;
    this.#wait = 'quiet';
    const timers = [setTimeout(() => this.#still(asked, 'skeleton'), skeleton), setTimeout(() => this.#still(asked, 'words'), words)];
    const result = await this.#ask();
    for (const timer of timers) clearTimeout(timer);
    if (asked !== this.#asked) return;
    this.#wait = 'none';
    if (result.ok) this.set(result.value);
    else this.#error = result.error;
  };

  #still(asked: number, wait: Wait): void {
    if (asked === this.#asked) this.#wait = wait;
  }
}

/**
 * Loads for a component: asks at once, and again whenever something reactive that `ask` reads before its first await
 * changes. Call it while the component is set up; show it with ui/Loaded.svelte.
 */
export function load<T>(ask: () => Promise<Result<T>>, { keep = true } = {}): Resource<T> {
  let pending: Promise<Result<T>> | null = null;
  const resource = new Resource<T>(() => {
    const first = pending ?? ask();
    pending = null;
    return first;
  });
  $effect(() => {
    pending = ask();
    if (!keep) resource.clear();
    void resource.reload();
  });
  return resource;
}
