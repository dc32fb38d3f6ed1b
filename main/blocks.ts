import { setImmediate } from 'node:timers/promises';

const usualStride = 2 ** 16;

/** Cuts a loop over many items into stretches [from, to) between which others have their turn; rejects with the signal's reason. */
export async function* blocks(items: number, signal?: AbortSignal, stride = usualStride): AsyncGenerator<[from: number, to: number]> {
  for (let from = 0; from < items; from += stride) {
    signal?.throwIfAborted();
    yield [from, Math.min(items, from + stride)];
    await setImmediate();
  }
}
