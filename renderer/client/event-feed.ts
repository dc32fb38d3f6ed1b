import type { Result } from '#app/contract/channel.ts';
import type { Event } from '#app/contract/events.ts';
import type { CallOutput } from '#app/contract/index.ts';
import type { ClientEvent } from './client.ts';

type Since = Result<CallOutput<'system.eventsSince'>>;

/** Asks for the newest number only: no workspace has told as many events as this. */
const newest = Number.MAX_SAFE_INTEGER;

/**
 * Puts what arrives into order: every event once, by its number, nothing left out. What comes too early waits while the
 * gap before it is asked for; what comes twice is dropped.
 */
export class EventFeed {
  #last: number | null = null;
  #early = new Map<number, Event>();
  #asking = false;
  #askAgain = false;
  readonly #ask: (seq: number) => Promise<Since>;
  readonly #tell: (event: ClientEvent) => void;

  constructor(ask: (seq: number) => Promise<Since>, tell: (event: ClientEvent) => void) {
    this.#ask = ask;
    this.#tell = tell;
  }

  /** Takes events as they come off the wire. */
  receive(events: readonly Event[]): void {
    for (const event of events) if (this.#last === null || event.seq > this.#last) this.#early.set(event.seq, event);
    this.#deliver();
    if (this.#last !== null && this.#early.size > 0) void this.catchUp();
  }

  /** Asks for what was missed: once the connection stands (again), and at a gap. */
  async catchUp(): Promise<void> {
    if (this.#asking) {
      this.#askAgain = true;
      return;
    }
    this.#asking = true;
    do {
      this.#askAgain = false;
      const answer = await this.#ask(this.#last ?? newest);
      // Without an answer the connection is gone; its return asks anew.
      if (answer.ok) this.#accept(answer.value);
    } while (this.#askAgain);
    this.#asking = false;
  }

  #accept({ events, seq, reset }: CallOutput<'system.eventsSince'>): void {
    const first = this.#last === null;
    // A smaller number than ours is another workspace behind the same address.
    if (first || reset || seq < (this.#last ?? 0)) {
      this.#last = seq;
      this.#forgetEarly();
      if (!first) this.#tell({ type: 'reset' });
    } else {
      // Of an object that travels whole only its newest event is told again, so the answer's numbers have holes; it is
      // complete all the same, up to `seq`.
      for (const event of [...events].sort((a, b) => a.seq - b.seq)) if (event.seq > (this.#last ?? 0)) this.#give(event);
      this.#last = Math.max(this.#last ?? 0, seq);
      this.#forgetEarly();
    }
    this.#deliver();
  }

  #deliver(): void {
    if (this.#last === null) return;
    for (let event = this.#early.get(this.#last + 1); event; event = this.#early.get(this.#last + 1)) {
      this.#early.delete(event.seq);
      this.#give(event);
    }
  }

  #give(event: Event): void {
    this.#last = event.seq;
    this.#tell(event);
  }

  /** What has been told since it came too early. */
  #forgetEarly(): void {
    for (const seq of this.#early.keys()) if (seq <= (this.#last ?? 0)) this.#early.delete(seq);
  }
}
