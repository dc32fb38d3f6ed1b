import { describe, expect, it } from 'vitest';
import type { Event } from '#app/contract/events.ts';
import { EventFeed } from '#renderer/client/event-feed.ts';
import type { ClientEvent } from '#renderer/client.ts';

const changed = (seq: number): Event => ({ seq, at: 0, type: 'changed', what: 'runs', project: null, id: null });

/** A core that has told some events; `collapse` tells of the missed ones only the newest, as the core does of one object. */
class Core {
  readonly told: Event[] = [];
  asked = 0;
  silent = false;
  collapse = false;

  tell(count = 1): Event[] {
    const news = Array.from({ length: count }, () => changed(this.told.length + 1));
    for (const event of news) this.told.push({ ...event, seq: this.told.length + 1 });
    return this.told.slice(-count);
  }
  async since(seq: number) {
    this.asked += 1;
    await Promise.resolve();
    if (this.silent) return { ok: false as const, error: { code: 'connection-lost' as const, message: '', remedy: '' } };
    if (seq > this.told.length) return { ok: true as const, value: { events: [], seq: this.told.length, reset: true } };
    const missed = this.told.filter((event) => event.seq > seq);
    return { ok: true as const, value: { events: this.collapse ? missed.slice(-1) : missed, seq: this.told.length, reset: false } };
  }
}

async function opened(core: Core): Promise<{ feed: EventFeed; heard: ClientEvent[] }> {
  const heard: ClientEvent[] = [];
  const feed = new EventFeed(
    (seq) => core.since(seq),
    (event) => heard.push(event),
  );
  await feed.catchUp();
  return { feed, heard };
}
const numbers = (heard: ClientEvent[]): number[] => heard.map((event) => ('seq' in event ? event.seq : -1));
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('the feed of events', () => {
  it('begins with what is told from now on, not with the past', async () => {
    const core = new Core();
    core.tell(7);
    const { feed, heard } = await opened(core);
    feed.receive(core.tell(2));
    expect(numbers(heard)).toEqual([8, 9]);
  });

  it('tells each event once, in order, over 10,000 with losses, doubles and swaps', async () => {
    const core = new Core();
    const { feed, heard } = await opened(core);
    // A small seeded generator: the same losses every time.
    let seed = 42;
    const chance = (): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32;
    };
    let cut = false;
    while (core.told.length < 10_000) {
      const news = core.tell(1 + Math.floor(chance() * 5));
      if (chance() < 0.02) {
        cut = !cut;
        core.silent = cut;
        if (!cut) void feed.catchUp();
      }
      if (cut || chance() < 0.05) continue;
      feed.receive(chance() < 0.1 ? news.toReversed() : news);
      if (chance() < 0.05) feed.receive(news);
      if (chance() < 0.2) await settle();
    }
    core.silent = false;
    await feed.catchUp();
    await settle();
    expect(numbers(heard)).toEqual(Array.from({ length: core.told.length }, (_, index) => index + 1));
  });

  it('asks for a gap and waits with what came early', async () => {
    const core = new Core();
    const { feed, heard } = await opened(core);
    core.tell(3);
    feed.receive(core.tell(1));
    expect(numbers(heard)).toEqual([]);
    await settle();
    expect(numbers(heard)).toEqual([1, 2, 3, 4]);
  });

  it('goes on after an answer that leaves out what is overtaken', async () => {
    const core = new Core();
    const { feed, heard } = await opened(core);
    core.collapse = true;
    core.tell(5);
    await feed.catchUp();
    feed.receive(core.tell(1));
    expect(numbers(heard)).toEqual([5, 6]);
  });

  it('takes the answer as complete up to its number, whatever it leaves out', async () => {
    const told: ClientEvent[] = [];
    const answers = [
      { events: [], seq: 3, reset: false },
      { events: [changed(5)], seq: 6, reset: false },
    ];
    const feed = new EventFeed(
      async () => ({ ok: true, value: answers.shift() ?? { events: [], seq: 6, reset: false } }),
      (event) => told.push(event),
    );
    await feed.catchUp();
    await feed.catchUp();
    feed.receive([changed(7)]);
    expect(numbers(told)).toEqual([5, 7]);
  });

  it('does not ask about what it has heard already', async () => {
    const core = new Core();
    const { feed } = await opened(core);
    const news = core.tell(2);
    feed.receive(news);
    const asked = core.asked;
    feed.receive(news);
    await settle();
    expect(core.asked).toBe(asked);
  });

  it('asks once more when it was told to while an answer was on its way', async () => {
    const core = new Core();
    const { feed, heard } = await opened(core);
    core.tell(1);
    // This answer leaves before the next event is told.
    const asking = feed.catchUp();
    await Promise.resolve();
    core.tell(1);
    void feed.catchUp();
    await asking;
    expect(numbers(heard)).toEqual([1, 2]);
  });

  it('says so when too much was missed to be told', async () => {
    const core = new Core();
    const { feed, heard } = await opened(core);
    feed.receive(core.tell(2));
    core.told.length = 1;
    await feed.catchUp();
    expect(heard.at(-1)).toEqual({ type: 'reset' });
  });

  it('asks again once the connection is back, not before', async () => {
    const core = new Core();
    const { feed, heard } = await opened(core);
    core.silent = true;
    core.tell(1);
    feed.receive(core.tell(1));
    await settle();
    const asked = core.asked;
    await settle();
    expect(core.asked).toBe(asked);
    core.silent = false;
    await feed.catchUp();
    expect(numbers(heard)).toEqual([1, 2]);
  });
});
