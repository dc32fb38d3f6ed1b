import { setImmediate } from 'node:timers/promises';

/** What long work looks at and tells: whether it shall end, and where it stands. */
export interface Watch {
  signal?: AbortSignal | undefined;
  told?: ((done: number, total: number) => void) | undefined;
}

const usualStride = 2 ** 16;

/** Cuts a loop over many items into stretches [from, to) between which others have their turn; rejects with the signal's reason. */
export async function* blocks(
  items: number,
  { signal, told }: Watch = {},
  stride = usualStride,
): AsyncGenerator<[from: number, to: number]> {
  for (let from = 0; from < items; from += stride) {
    signal?.throwIfAborted();
    yield [from, Math.min(items, from + stride)];
    told?.(Math.min(items, from + stride), items);
    await setImmediate();
  }
}

/** The watch of a part of the work: of the whole, it begins and ends at these shares. */
export function partOf({ signal, told }: Watch, from: number, to: number): Watch {
  return { signal, told: (done, total) => told?.(from + ((to - from) * done) / Math.max(1, total), 1) };
}
