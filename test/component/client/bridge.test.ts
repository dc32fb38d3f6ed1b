import { describe, expect, it, vi } from 'vitest';
import { type Bridge, bridgeTransport } from '#renderer/client/bridge.ts';

/** Electron's bridge with calls that are answered by hand. */
function held() {
  const calls: { ticket: number | undefined; answer: (raw: unknown) => void }[] = [];
  const giveUp = vi.fn();
  // Only calls are looked at here.
  const bridge = {
    call: (_name: string, _input: unknown, ticket?: number) => new Promise((answer) => calls.push({ ticket, answer })),
    giveUp,
  } as unknown as Bridge;
  return { calls, giveUp, transport: bridgeTransport(bridge) };
}
const fine = { ok: true, value: 1 };

describe('the bridge to the desktop', () => {
  it('gives up the very call whose signal fires', async () => {
    const { calls, giveUp, transport } = held();
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [first, second].map(({ signal }) => transport.call('projects.list', {}, { signal }));
    second.abort();
    expect(giveUp.mock.calls).toEqual([[calls[1]?.ticket]]);
    expect(calls[0]?.ticket).not.toBe(calls[1]?.ticket);
    for (const { answer } of calls) answer(fine);
    expect(await Promise.all(answers)).toEqual([fine, fine]);
  });

  it('asks nothing that was given up before, and gives up nothing that is answered or has no signal', async () => {
    const { calls, giveUp, transport } = held();
    expect(await transport.call('projects.list', {}, { signal: AbortSignal.abort() })).toMatchObject({ error: { code: 'cancelled' } });
    expect(calls).toEqual([]);
    const control = new AbortController();
    const answered = transport.call('projects.list', {}, { signal: control.signal });
    calls[0]?.answer(fine);
    await answered;
    control.abort();
    void transport.call('projects.list', {});
    expect(calls[1]?.ticket).toBeUndefined();
    expect(giveUp).not.toHaveBeenCalled();
  });
});
