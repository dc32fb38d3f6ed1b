import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decode, encode } from '#app/contract/codec.ts';
import type { Event } from '#app/contract/events.ts';
import { browserTransport } from '#renderer/client/browser.ts';
import type { ClientEvent } from '#renderer/client/client.ts';
import { createClient } from '#renderer/client/create.ts';

const changed = (seq: number): Event => ({ seq, at: 0, type: 'changed', what: 'runs', project: null, id: null });

/** A door that keeps what it told, and whose sockets can be cut. */
class Door {
  sockets: FakeSocket[] = [];
  told: Event[] = [];
  calls: { path: string; input: unknown }[] = [];

  tell(count: number): void {
    const news = Array.from({ length: count }, (_, index) => changed(this.told.length + index + 1));
    this.told.push(...news);
    for (const socket of this.sockets) socket.onmessage?.({ data: encode(news).slice().buffer });
  }
  cut(): void {
    for (const socket of this.sockets.splice(0)) socket.onclose?.();
  }
  async answer(path: string, init: RequestInit): Promise<Response> {
    const input = decode(init.body as Uint8Array<ArrayBuffer>);
    this.calls.push({ path, input });
    const seq = (input as { seq?: number }).seq ?? 0;
    const since = { events: this.told.filter((event) => event.seq > seq), seq: this.told.length, reset: seq > this.told.length };
    return new Response(encode({ ok: true, value: since }));
  }
}
let door: Door;
class FakeSocket {
  binaryType = '';
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: ArrayBuffer }) => void) | null = null;
  onclose: (() => void) | null = null;
  close(): void {
    door.sockets = door.sockets.filter((other) => other !== this);
    this.onclose?.();
  }
  constructor() {
    setTimeout(() => {
      door.sockets.push(this);
      this.onopen?.();
    }, 5);
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => door.answer(path, init));
  door = new Door();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the browser door', () => {
  it('sends a call as MessagePack to its address', async () => {
    const client = createClient(browserTransport());
    await client.call('runs.get', { run: 3 });
    expect(door.calls.at(-1)).toEqual({ path: '/call/runs.get', input: { run: 3 } });
  });

  it('answers a lost connection as an error, not as an exception', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const result = await createClient(browserTransport()).call('projects.list', {});
    expect(result).toMatchObject({ ok: false, error: { code: 'connection-lost' } });
  });

  it('gives a call up with its signal, and says so instead of a lost connection', async () => {
    const given = new AbortController();
    vi.stubGlobal('fetch', async (_: string, { signal }: RequestInit) => {
      await new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    });
    const asked = createClient(browserTransport()).call('projects.list', {}, { signal: given.signal });
    given.abort();
    expect(await asked).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('answers what is no answer as an error', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(encode({ hello: 1 }))));
    const result = await createClient(browserTransport()).call('projects.list', {});
    expect(result).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('says when the connection is lost and when it is back', async () => {
    const client = createClient(browserTransport());
    await vi.advanceTimersByTimeAsync(10);
    expect(client.connected).toBe(true);
    door.cut();
    expect(client.connected).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(client.connected).toBe(true);
  });

  it('says when the core was started anew and lets this window in no more', async () => {
    const client = createClient(browserTransport());
    await vi.advanceTimersByTimeAsync(10);
    const error = { code: 'caller-refused', message: 'This caller may not use Unfold.', remedy: 'Open the address.' };
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(encode({ ok: false, error }))));
    door.cut();
    await vi.advanceTimersByTimeAsync(1);
    expect(client.refused).toBe(true);
  });

  it('hears 10,000 events once and in order over 50 cuts', async () => {
    const client = createClient(browserTransport());
    const heard: ClientEvent[] = [];
    client.subscribe((event) => heard.push(event));
    await vi.advanceTimersByTimeAsync(10);
    for (let round = 0; round < 50; round++) {
      door.tell(70);
      await vi.advanceTimersByTimeAsync(20);
      door.cut();
      // Told while nobody listens.
      door.tell(70);
      await vi.advanceTimersByTimeAsync(260);
      // And in the very moment of coming back.
      door.tell(60);
      await vi.advanceTimersByTimeAsync(4000);
    }
    expect(heard.map((event) => ('seq' in event ? event.seq : event.type))).toEqual(
      Array.from({ length: 10_000 }, (_, index) => index + 1),
    );
  });

  it('connects anew and asks for all when a message cannot be read', async () => {
    const client = createClient(browserTransport());
    const heard: ClientEvent[] = [];
    client.subscribe((event) => heard.push(event));
    await vi.advanceTimersByTimeAsync(10);
    door.told.push(changed(1));
    for (const socket of door.sockets) socket.onmessage?.({ data: Uint8Array.of(0xc1).buffer });
    expect(client.connected).toBe(false);
    await vi.advanceTimersByTimeAsync(1000);
    expect(heard).toEqual([changed(1)]);
  });

  it('hears no more after leaving', async () => {
    const client = createClient(browserTransport());
    const heard: ClientEvent[] = [];
    const leave = client.subscribe((event) => heard.push(event));
    await vi.advanceTimersByTimeAsync(10);
    leave();
    door.tell(1);
    expect(heard).toEqual([]);
  });
});
