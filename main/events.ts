import type { Event, News } from '#app/contract/events.ts';

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
