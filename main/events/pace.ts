import type { News } from '#app/contract/events.ts';
import { objectOf } from './ring.ts';

interface Told {
  at: number;
  state: string;
  held: News | null;
  timer: NodeJS.Timeout | null;
}

/**
 * Lets progress of the same job or run through once an interval: what comes between waits, the newest only. A new state
 * (finished, failed …) goes at once, and nothing that was the last word is ever dropped.
 */
export class Pace {
  readonly #told = new Map<string, Told>();
  readonly #interval: number;
  readonly #pass: (news: News) => void;

  constructor(intervalMilliseconds: number, pass: (news: News) => void) {
    this.#interval = intervalMilliseconds;
    this.#pass = pass;
  }

  tell(news: News): void {
    const object = objectOf(news);
    if (object === null) {
      this.#pass(news);
      return;
    }
    const state = stateOf(news);
    const now = performance.now();
    const told = this.#told.get(object);
    if (told && told.state === state && now - told.at < this.#interval) {
      told.held = news;
      told.timer ??= setTimeout(() => this.#release(object), this.#interval - (now - told.at));
      return;
    }
    if (told?.timer) clearTimeout(told.timer);
    this.#told.set(object, { at: now, state, held: null, timer: null });
    this.#pass(news);
  }

  /** Lets everything through that waits. */
  flush(): void {
    for (const object of this.#told.keys()) this.#release(object);
  }

  #release(object: string): void {
    const told = this.#told.get(object);
    if (!told) return;
    if (told.timer) clearTimeout(told.timer);
    const news = told.held;
    // An object that has been quiet for an interval needs no memory: its next news goes at once anyway.
    if (news === null) this.#told.delete(object);
    else this.#told.set(object, { at: performance.now(), state: stateOf(news), held: null, timer: null });
    if (news !== null) this.#pass(news);
  }
}

function stateOf(news: News): string {
  if (news.type === 'job') return news.job.state;
  return news.type === 'run' ? news.run.state : '';
}
