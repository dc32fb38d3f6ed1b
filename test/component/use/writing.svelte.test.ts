import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallInput } from '#app/contract/index.ts';
import { FakeClient } from '../../helpers/fake-client.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { Writing } = await import('#renderer/features/use/writing.svelte.ts');
const fake = core.client as FakeClient;

type Asked = CallInput<'predictions.generate'>;
const order = (change = {}) => ({ seedText: 'ab', length: 50, sampling: { temperature: 1, topK: 0 }, seed: 7, ...change });
/** Writes an x for each token. */
const written = ({ codes = [1, 1], length, seed = 0 }: Asked) => {
  const all = [...codes, ...Array<number>(length).fill(9)];
  return { added: String(seed).repeat(all.length - 2), codes: all, next: [] };
};
const asked = () => fake.asked.map(({ input }) => input as Asked);
/** Holds each piece back until it is let go. */
function held(): (() => void)[] {
  const waiting: (() => void)[] = [];
  vi.spyOn(fake, 'call').mockImplementation(async (_, input) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return { ok: true, value: written(input as Asked) } as never; // the answer of this very call
  });
  return waiting;
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = { 'predictions.generate': written };
});
afterEach(() => vi.restoreAllMocks());

describe('writing', () => {
  it('asks piece by piece, each with the codes of the one before', async () => {
    const writing = new Writing(3);
    await writing.write(order());
    expect(asked().map(({ length, codes }) => [length, codes?.length])).toEqual([
      [20, undefined],
      [20, 22],
      [10, 42],
    ]);
    expect(asked().every(({ run, seedText, seed }) => run === 3 && seedText === 'ab' && seed === 7)).toBe(true);
    expect(writing.written).toEqual({ order: order(), added: '7'.repeat(50), tokens: 50 });
    expect(writing.busy).toBe(false);
  });

  it('shows each piece as it comes', async () => {
    const waiting = held();
    const writing = new Writing(3);
    void writing.write(order());
    expect([writing.busy, writing.written?.added]).toEqual([true, '']);
    waiting[0]?.();
    await settled();
    expect([writing.busy, writing.written?.tokens]).toEqual([true, 20]);
  });

  it('stops at once: the piece on its way is not shown, and no other asked for', async () => {
    const waiting = held();
    const writing = new Writing(3);
    void writing.write(order());
    waiting[0]?.();
    await settled();
    writing.stop();
    expect([writing.busy, writing.written?.tokens]).toEqual([false, 20]);
    // Who writes it is told, too.
    expect(vi.mocked(fake.call).mock.calls.map(([, , options]) => options?.signal?.aborted)).toEqual([true, true]);
    waiting[1]?.();
    await settled();
    expect([writing.written?.tokens, waiting.length]).toEqual([20, 2]);
  });

  it('lets a late piece of the text before not into the one that is written now', async () => {
    const waiting = held();
    const writing = new Writing(3);
    void writing.write(order());
    void writing.write(order({ seed: 8, length: 20 }));
    waiting[1]?.();
    await settled();
    waiting[0]?.();
    await settled();
    expect(writing.written?.added).toBe('8'.repeat(20));
    expect(writing.busy).toBe(false);
  });

  it('keeps what it has where a piece fails, and the text before where nothing could be begun', async () => {
    const writing = new Writing(3);
    const error = { code: 'seed-text-empty' as const, message: 'Empty.', remedy: 'Type.' };
    let pieces = 0;
    fake.answers = { 'predictions.generate': (input) => (++pieces > 1 ? { ok: false, error } : written(input)) };
    await writing.write(order());
    expect([writing.error?.code, writing.written?.tokens, writing.busy]).toEqual(['seed-text-empty', 20, false]);
    await writing.write(order({ seedText: '' }));
    expect([writing.written?.order.seedText, writing.written?.tokens]).toEqual(['ab', 20]);
  });
});
