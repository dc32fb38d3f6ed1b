import { describe, expect, it } from 'vitest';
import { Feed, type ItemSource } from '#main/training/feed.ts';

/** Item n is one pixel of value n. */
const source: ItemSource = { shape: [1, 1, 1], make: (length) => new Uint8Array(length), gather: (items, into) => into.set(items) };
const labels = Int32Array.from({ length: 10 }, (_, item) => item % 2);
const items = Int32Array.of(9, 3, 5, 0, 7);

describe('a feed of batches', () => {
  it('cuts items into batches in their order, the last one smaller', async () => {
    const feed = new Feed(source, labels, { batchSize: 2, classWeights: null, augment: null });
    expect(feed.batches(items)).toBe(3);
    const batches = [];
    for (let place = 0; place < 3; place += 1) batches.push([...(await feed.plain(items, place)).inputs]);
    expect(batches).toEqual([[9, 3], [5, 0], [7]]);
    expect((await feed.plain(items, 2)).shape).toEqual([1, 1, 1, 1]);
  });

  it('leaves a batch as it is while the next one is made', async () => {
    const feed = new Feed(source, labels, { batchSize: 2, classWeights: null, augment: null });
    const first = await feed.training(items, 0, 1);
    await feed.training(items, 1, 1);
    expect([...first.inputs]).toEqual([9, 3]);
  });

  it('weighs training items by their class', async () => {
    const feed = new Feed(source, labels, { batchSize: 5, classWeights: Float32Array.of(2, 0.5), augment: null });
    expect([...((await feed.training(items, 0, 1)).weights ?? [])]).toEqual([0.5, 0.5, 0.5, 2, 0.5]);
    expect((await feed.plain(items, 0)).weights).toBeUndefined();
  });

  it('augments each training item by its number and epoch, and nothing that is judged', async () => {
    const seen: number[][] = [];
    const augment = (pixels: Uint8Array, item: number, epoch: number) => {
      seen.push([item, epoch, pixels[0] ?? -1]);
      pixels[0] = 200;
    };
    const feed = new Feed(source, labels, { batchSize: 2, classWeights: null, augment });
    expect([...(await feed.training(items, 1, 4)).inputs]).toEqual([200, 200]);
    expect(seen).toEqual([
      [5, 4, 5],
      [0, 4, 0],
    ]);
    expect([...(await feed.plain(items, 1)).inputs]).toEqual([5, 0]);
  });

  it('hands over numbers as the source has them, and none of the classes', async () => {
    const answers = {
      numbers: 2,
      gather: (chosen: Int32Array, into: Float32Array) => into.set(Array.from(chosen).flatMap((item) => [item, -item])),
    };
    const feed = new Feed({ ...source, answers }, labels, { batchSize: 2, classWeights: null, augment: null });
    expect((await feed.training(items, 1, 1)).answers).toEqual(Float32Array.of(5, -5, 0, -0));
  });
});
