import type { Event, News } from '#app/contract/events.ts';
import { Pace } from './events/pace.ts';
import { EventRing, objectOf } from './events/ring.ts';
import type { Log } from './log.ts';
import { eventsAfter, insertEvents, lastEvent, pruneEvents } from './store/events.ts';
import { readMark, saveMark } from './store/settings.ts';
import type { Store } from './store/store.ts';

export type Listener = (event: Event) => void;

/** What the core tells its clients. */
export interface Events {
  /** Queues news: it is numbered, kept, then told, in the order it came. Progress of the same object is told ten times a second at most. */
  tell(news: News): void;
  /** Listeners must not wait; one that throws is logged and breaks no other. Returns what ends it. */
  subscribe(listener: Listener): () => void;
  /** What was told after `seq`; of an object only the newest, since objects travel whole. `reset` where that cannot be said. */
  since(seq: number): Promise<{ events: Event[]; seq: number; reset: boolean }>;
  /** Resolves when all that was told so far has reached the listeners. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export interface EventLimits {
  /** Events in memory, and rows in the store. */
  inMemory?: number;
  kept?: number;
  /** Milliseconds between two tellings of the same object's progress. */
  interval?: number;
}

/**
 * Opens the events of a store. Numbers rise by one and never repeat, whatever the clock does; they are given in the
 * transaction that keeps the event, so nobody hears a number that a crash could hand out again. The points of a curve
 * (`steps`) are kept by the runs' own table: here only their number is, and who missed them after a restart gets `reset`.
 */
export async function openEvents(store: Store, log: Log, limits: EventLimits = {}): Promise<Events> {
  const { inMemory = 2000, kept = 5000, interval = 100 } = limits;
  let last = await lastEvent(store.db);
  // Up to here rows have been let go, or could not be written.
  let gone = await readMark(store.db, 'eventsGone');
  let sincePrune = 0;
  const ring = new EventRing(last, inMemory);
  const listeners = new Set<Listener>();
  const queue: News[] = [];
  let draining: Promise<void> | null = null;
  const pace = new Pace(interval, (news) => {
    queue.push(news);
    // The news may come out of a transaction: keeping it is no part of that.
    draining ??= store.outside(drain);
  });

  async function drain(): Promise<void> {
    // Others' news of the same moment joins the batch.
    await Promise.resolve();
    while (queue.length > 0) {
      const at = Date.now();
      const batch = queue.splice(0).map((news, place) => ({ ...news, seq: last + 1 + place, at }));
      await keep(batch);
      last += batch.length;
      for (const event of batch) {
        ring.push(event);
        for (const listener of listeners) hear(listener, event);
      }
    }
    // In the same breath as the last look at the queue, so that no news falls between.
    draining = null;
  }

  async function keep(batch: Event[]): Promise<void> {
    const rows = batch.map((event) => ({
      seq: event.seq,
      at: event.at,
      object: objectOf(event),
      json: event.type === 'steps' ? null : JSON.stringify(event),
    }));
    sincePrune += rows.length;
    try {
      await store.quick(async (db) => {
        await insertEvents(db, rows);
        if (sincePrune * 5 < kept) return;
        sincePrune = 0;
        const pruned = await pruneEvents(db, kept);
        if (pruned > gone) await saveMark(db, 'eventsGone', pruned);
        gone = Math.max(gone, pruned);
      });
    } catch (error) {
      // A full disk must not silence what tells of it: they are told, and who misses them later is told to ask anew.
      gone = last + batch.length;
      log.error('events could not be kept', { error });
    }
  }

  function hear(listener: Listener, event: Event): void {
    try {
      listener(event);
    } catch (error) {
      log.error('a listener failed', { type: event.type, error });
    }
  }

  async function since(seq: number): Promise<{ events: Event[]; seq: number; reset: boolean }> {
    if (seq > last) return { events: [], seq: last, reset: true };
    const recent = ring.after(seq);
    if (recent) return { events: recent, seq: last, reset: false };
    const upTo = last;
    if (seq < gone) return { events: [], seq: upTo, reset: true };
    try {
      const events = await eventsAfter(store.db, seq);
      return events
        ? { events: events.filter((each) => each.seq <= upTo), seq: upTo, reset: false }
        : { events: [], seq: upTo, reset: true };
    } catch (error) {
      log.error('kept events could not be read', { error });
      return { events: [], seq: upTo, reset: true };
    }
  }

  async function flush(): Promise<void> {
    pace.flush();
    while (draining) await draining;
  }

  return {
    tell: (news) => pace.tell(news),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    since,
    flush,
    async close() {
      await flush();
      listeners.clear();
    },
  };
}
