import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event } from '#app/contract/events.ts';
import type { Caller, Core } from '#main/core.ts';
import { type Log, logTo } from '#main/log.ts';
import { workspaceFolders } from '#main/workspace-folders.ts';

/** A core that answers every call with what it was asked, for tests of the doors alone. */
export interface EchoCore extends Core {
  calls: { name: string; input: unknown; caller: Caller }[];
  /** Lines of the log. */
  lines: string[];
  tell(event: Event): void;
}

export function echoCore(): EchoCore {
  const listeners = new Set<(event: Event) => void>();
  const calls: EchoCore['calls'] = [];
  const lines: string[] = [];
  const log: Log = logTo((line) => lines.push(line));
  // Comes into being with the first upload; who sends one removes it.
  const root = join(tmpdir(), `unfold-door-${randomUUID()}`);
  return {
    calls,
    lines,
    log,
    folders: workspaceFolders(root),
    async call(name, input, caller) {
      calls.push({ name, input, caller });
      return { ok: true, value: { name, input } };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(event) {
      for (const listener of listeners) listener(event);
    },
    media: async (path) => ({ status: 200, type: 'image/png', body: Buffer.from(path), maxAge: 60 }),
    publishServer: async () => {},
    close: async () => {},
  };
}
