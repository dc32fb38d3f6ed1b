import { draws } from './random.ts';

/** The items in an order that (seed, epoch) alone decide (Fisher and Yates); `items` stays as it is. */
export function shuffled(items: Int32Array, seed: number, epoch: number): Int32Array<ArrayBuffer> {
  const { integer } = draws(seed, epoch);
  const order = Int32Array.from(items);
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = integer(last + 1);
    const moved = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = moved;
  }
  return order;
}
