import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Result } from '#app/contract/channel.ts';
import { load, Resource } from '#renderer/frame/load.svelte.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const slow =
  <T>(value: T, milliseconds: number) =>
  (): Promise<Result<T>> =>
    new Promise((resolve) => setTimeout(() => resolve({ ok: true, value }), milliseconds));

describe('a resource', () => {
  it('shows nothing below 150 ms, then a skeleton, words from 1 s', async () => {
    const resource = new Resource(slow('value', 3000));
    void resource.reload();
    const waits = [];
    for (const step of [100, 100, 900, 2000]) {
      await vi.advanceTimersByTimeAsync(step);
      waits.push(resource.wait);
    }
    expect(waits).toEqual(['quiet', 'skeleton', 'words', 'none']);
    expect(resource.value).toBe('value');
  });

  it('keeps its value while it is asked anew', async () => {
    const resource = new Resource(slow('new', 500));
    resource.set('old');
    void resource.reload();
    await vi.advanceTimersByTimeAsync(200);
    expect(resource.value).toBe('old');
  });

  it('goes by what was asked last when answers overtake each other', async () => {
    const answers = [slow('first', 500), slow('second', 100)];
    const resource = new Resource(() => answers.shift()?.() ?? slow('none', 0)());
    void resource.reload();
    void resource.reload();
    await vi.advanceTimersByTimeAsync(1000);
    expect(resource.value).toBe('second');
  });

  it('asks anew when what it depends on changes', async () => {
    let page = $state(1);
    const asked: number[] = [];
    const leave = $effect.root(() => {
      load(() => {
        asked.push(page);
        return slow(page, 10)();
      });
    });
    flushSync();
    page = 2;
    flushSync();
    await vi.advanceTimersByTimeAsync(20);
    leave();
    expect(asked).toEqual([1, 2]);
  });
});
