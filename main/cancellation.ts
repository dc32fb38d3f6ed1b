import type { Cancellation } from '#app/contract/channel.ts';

/** The contract's signal as a real one. */
export function realSignal(cancellation: Cancellation): AbortSignal {
  const controller = new AbortController();
  if (cancellation.aborted) controller.abort();
  cancellation.addEventListener('abort', () => controller.abort());
  return controller.signal;
}
