import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ImagePreprocessing } from '#app/data/images.ts';
import { DecoderPool, PoolClosed, type PoolOptions } from '#main/importers/images/decoder-pool.ts';
import type { DecoderEvents } from '#main/importers/images/decoder-process.ts';
import type { DecoderOrder, FileResult } from '#main/importers/images/protocol.ts';

const preprocessing: ImagePreprocessing = { kind: 'images', width: 1, height: 1, channels: 'gray', fit: 'stretch', background: 0 };
const item: FileResult = { kind: 'item', width: 1, height: 1, bytes: 1, modifiedAt: 1, hash: 'h', pixels: 'p' };

/** Decoders that answer in the next turn, die of files named "deadly", hang on "slow", and find "large" ones large. */
class FakeDecoders {
  started = 0;
  deaths = 0;
  largeAtOnce = 0;
  mostLargeAtOnce = 0;
  neverReady = false;

  start = (events: DecoderEvents) => {
    this.started += 1;
    let alive = true;
    const end = (why: string) => {
      if (!alive) return;
      alive = false;
      this.deaths += 1;
      setImmediate(() => events.onEnd(why, 'trace'));
    };
    const orders: DecoderOrder[] = [];
    const work = async () => {
      for (let order = orders[0]; alive && order !== undefined; order = orders[0]) {
        await new Promise((resolve) => setImmediate(resolve));
        if (!alive || order.type !== 'decode') return;
        if (order.files.some((file) => file.startsWith('slow'))) return;
        if (order.files.some((file) => file.startsWith('deadly'))) return end('was ended by SIGSEGV');
        if (order.large) {
          this.largeAtOnce += 1;
          this.mostLargeAtOnce = Math.max(this.mostLargeAtOnce, this.largeAtOnce);
          await new Promise((resolve) => setTimeout(resolve, 2));
          this.largeAtOnce -= 1;
        }
        const { large } = order;
        const results = order.files.map(
          (file): FileResult => (file.startsWith('large') && !large ? { kind: 'large', memory: 200e6 } : item),
        );
        const pixels = Uint8Array.from(order.files.flatMap((file, i) => (results[i]?.kind === 'item' ? [Number(file.split(' ')[1])] : [])));
        if (!alive) return;
        events.onReport({ type: 'decoded', id: order.id, results, pixels });
        orders.shift();
      }
    };
    setImmediate(() => (this.neverReady ? end('ended with code 1') : events.onReport({ type: 'ready' })));
    return {
      pid: this.started,
      kill: (why: string) => end(why),
      send: (order: DecoderOrder) => {
        orders.push(order);
        if (orders.length === 1) void work();
      },
    };
  };
}

let open: DecoderPool[] = [];
afterEach(() => {
  for (const pool of open) pool.close();
  open = [];
  vi.useRealTimers();
});

function pooled(options: PoolOptions = {}) {
  const decoders = new FakeDecoders();
  const pool = new DecoderPool({ width: 2, start: decoders.start, ...options });
  open.push(pool);
  return { decoders, pool };
}
const files = (...names: string[]) => names.map((name, i) => `${name} ${i + 1}`);
const kinds = (results: FileResult[]) => results.map((result) => result.kind);

describe('a file that kills its decoder', () => {
  it('is skipped; those beside it are decoded', async () => {
    const { pool, decoders } = pooled();
    const { results, pixels } = await pool.decode(files('a', 'b', 'deadly', 'c'), preprocessing);
    expect(kinds(results)).toEqual(['item', 'item', 'skipped', 'item']);
    expect([...pixels]).toEqual([1, 2, 4]);
    expect(results[2]).toMatchObject({ reason: 'got one that the decoder does not survive (it was ended by SIGSEGV)' });
    expect(decoders.deaths).toBe(3);
  });

  it('costs no other batch anything, even one behind it in the same process', async () => {
    const { pool } = pooled({ width: 1 });
    const batches = await Promise.all([
      pool.decode(files('deadly', 'a'), preprocessing),
      pool.decode(files('b', 'c'), preprocessing),
      pool.decode(files('d'), preprocessing),
    ]);
    expect(batches.map(({ results }) => kinds(results))).toEqual([['skipped', 'item'], ['item', 'item'], ['item']]);
  });

  it('alone in its batch it is tried twice', async () => {
    const { pool, decoders } = pooled();
    expect(kinds((await pool.decode(files('deadly'), preprocessing)).results)).toEqual(['skipped']);
    expect(decoders.deaths).toBe(2);
  });
});

it('closing it rejects what is under way and what waits', async () => {
  const { pool } = pooled({ width: 1 });
  const batches = [
    pool.decode(files('slow'), preprocessing),
    pool.decode(files('a'), preprocessing),
    pool.decode(files('b'), preprocessing),
  ];
  pool.close();
  for (const batch of batches) await expect(batch).rejects.toBeInstanceOf(PoolClosed);
});

it('a file that takes too long is given up', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { pool } = pooled({ patienceSeconds: 5 });
  const batch = pool.decode(files('a', 'slow'), preprocessing);
  for (let second = 0; second < 30; second += 1) {
    vi.advanceTimersByTime(1000);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await batch).results).toMatchObject([
    { kind: 'item' },
    { kind: 'skipped', reason: 'got one that the decoder does not survive (it took longer than 5 s)' },
  ]);
});

it('large images take turns and come back in their places', async () => {
  const { pool, decoders } = pooled({ width: 4 });
  const { results, pixels } = await pool.decode(files('large', 'a', 'large', 'b', 'large'), preprocessing);
  expect(kinds(results)).toEqual(Array(5).fill('item'));
  expect([...pixels]).toEqual([1, 2, 3, 4, 5]);
  expect(decoders.mostLargeAtOnce).toBe(1);
});

it('is as wide as it may be, and no wider than there is work', async () => {
  const { pool, decoders } = pooled({ width: 3 });
  await pool.decode(files('a'), preprocessing);
  expect(decoders.started).toBe(1);
  await Promise.all(Array.from({ length: 20 }, () => pool.decode(files('a'), preprocessing)));
  expect(decoders.started).toBe(3);
});

it('a decoder that cannot be started is told, with what it last said, and not tried for ever', async () => {
  const { pool, decoders } = pooled({ width: 1 });
  decoders.neverReady = true;
  await expect(pool.decode(files('slow'), preprocessing)).rejects.toThrow(
    'The image decoder cannot be started; it ended with code 1. trace',
  );
  expect(decoders.started).toBe(3);
});

it('idle decoders are ended, and started again when there is work', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const { pool, decoders } = pooled({ idleSeconds: 10 });
  await pool.decode(files('a'), preprocessing);
  vi.advanceTimersByTime(12_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect([decoders.deaths, pool.pids]).toEqual([1, []]);
  expect(kinds((await pool.decode(files('b'), preprocessing)).results)).toEqual(['item']);
});

it('closed, it takes nothing more', async () => {
  const { pool } = pooled();
  pool.close();
  await expect(pool.decode(files('a'), preprocessing)).rejects.toBeInstanceOf(PoolClosed);
});
