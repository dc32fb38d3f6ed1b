import type { ModelShelf } from './loaded-model.ts';

/** Items that go through the network at once: few enough that a cancel is heard soon. */
export const BATCH_ITEMS = 64;

/** The same where each item has so many outputs: no more than fit 64 MB at once, one item at least. */
export const batchItems = (outputs: number): number => Math.max(1, Math.min(BATCH_ITEMS, Math.floor(mostOutputs / outputs)));
const mostOutputs = 16e6;

/** What a task of the inference worker is given beside itself. */
export interface TaskContext {
  shelf: ModelShelf;
  /** Fires when nobody wants the answer any more; the task then throws its reason. */
  signal: AbortSignal;
  progress(done: number, total: number): void;
}
