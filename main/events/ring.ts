import type { Event } from '#app/contract/events.ts';

/**
 * The newest events in memory. Of an object that travels whole (a job, a run) only the newest stays, so that a long
 * training run fills it with steps, not with copies of itself.
 */
export class EventRing {
  readonly #events = new Map<number, Event>();
  readonly #newest = new Map<string, number>();
  readonly #most: number;
  #floor: number;

  /** Holds what comes after `floor`, `most` events at most. */
  constructor(floor: number, most: number) {
    this.#floor = floor;
    this.#most = most;
  }

  push(event: Event): void {
    const object = objectOf(event);
    if (object !== null) {
      const before = this.#newest.get(object);
      if (before !== undefined) this.#events.delete(before);
      this.#newest.set(object, event.seq);
    }
    this.#events.set(event.seq, event);
    for (const [seq, oldest] of this.#events) {
      if (this.#events.size <= this.#most) break;
      this.#events.delete(seq);
      const key = objectOf(oldest);
      if (key !== null && this.#newest.get(key) === seq) this.#newest.delete(key);
      this.#floor = seq;
    }
  }

  /** Everything after `seq` in order, or null where something after it has been let go. */
  after(seq: number): Event[] | null {
    if (seq < this.#floor) return null;
    return [...this.#events.values()].filter((event) => event.seq > seq);
  }
}

/** Names what an event carries whole; null for news that each count. */
export function objectOf(event: { type: Event['type']; job?: { id: number }; run?: { id: number } | number }): string | null {
  if (event.type === 'job' && event.job) return `job ${event.job.id}`;
  if (event.type === 'run' && typeof event.run === 'object') return `run ${event.run.id}`;
  return null;
}
