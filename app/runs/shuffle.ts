import { draws } from './random.ts';

/** The items in an order that (seed, epoch) alone decide; `items` stays as it is. */
export function shuffled(items: Int32Array, seed: number, epoch: number): Int32Array<ArrayBuffer> {
  const order = new Int32Array(items);
  shuffle(order, seed, epoch);
  return order;
}

const toldEvery = 2 ** 20;

/** The same in place (Fisher and Yates); `told` is called of each million. */
export function shuffle(order: Int32Array, seed: number, epoch: number, told: () => void = () => undefined): void {
  const { integer } = draws(seed, epoch);
  for (let last = order.length - 1; last > 0; last -= 1) {
    if (last % toldEvery === 0) told();
    const other = integer(last + 1);
    const moved = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = moved;
  }
}
