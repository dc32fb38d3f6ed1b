import type { ModelShelf } from './loaded-model.ts';

/** Items that go through the network at once: few enough that a cancel is heard soon. */
export const BATCH_ITEMS = 64;

/** What a task of the inference worker is given beside itself. */
export interface TaskContext {
  shelf: ModelShelf;
  /** Fires when nobody wants the answer any more; the task then throws its reason. */
  signal: AbortSignal;
  progress(done: number, total: number): void;
}
