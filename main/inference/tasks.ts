import type { ModelShelf } from './loaded-model.ts';

/** Items that go through the network at once: few enough that a cancel is heard soon. */
export const BATCH_ITEMS = 64;

/** Floats that go through the network, or come out of it, at once: 64 MB. */
const mostNumbers = 2 ** 24;

/** The same where each item has so many numbers; one item at least. */
export const batchItems = (numbers: number): number => Math.max(1, Math.min(BATCH_ITEMS, Math.floor(mostNumbers / numbers)));

/** What a task of the inference worker is given beside itself. */
export interface TaskContext {
  shelf: ModelShelf;
  /** Fires when nobody wants the answer any more; the task then throws its reason. */
  signal: AbortSignal;
  progress(done: number, total: number): void;
}
