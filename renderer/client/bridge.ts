import type { Result } from '#app/contract/channel.ts';
import type { Event } from '#app/contract/events.ts';
import { answer, givenUp } from './answer.ts';
import type { FileFilter, Transport } from './client.ts';

/** What Electron's preload lays into the window. */
export interface Bridge {
  /** With a ticket it can be given up. */
  call(name: string, input: unknown, ticket?: number): Promise<unknown>;
  giveUp(ticket: number): void;
  onEvent(listener: (events: Event[]) => void): () => void;
  mediaBase: string;
  platform: string;
  chooseFolder(): Promise<string | null>;
  chooseFile(filters?: FileFilter[]): Promise<string | null>;
  saveAs(name: string): Promise<string | null>;
  pathOf(file: File): string;
  /** Choices of the native menu, by the command's id. */
  onCommand(listener: (id: string) => void): () => void;
}

declare global {
  interface Window {
    unfold?: Bridge;
  }
}

/** Electron's door: the core is in the same program, so the connection always stands. */
export function bridgeTransport(bridge: Bridge): Transport {
  let tickets = 0;
  return {
    async call(name, input, { signal } = {}): Promise<Result<unknown>> {
      if (signal === undefined) return answer(await bridge.call(name, input));
      if (signal.aborted) return givenUp(name);
      const ticket = ++tickets;
      const giveUp = (): void => bridge.giveUp(ticket);
      signal.addEventListener('abort', giveUp, { once: true });
      try {
        return answer(await bridge.call(name, input, ticket));
      } finally {
        signal.removeEventListener('abort', giveUp);
      }
    },
    listen(onEvents, onState) {
      bridge.onEvent(onEvents);
      onState(true);
    },
    mediaBase: bridge.mediaBase,
    onMenu: (listener) => bridge.onCommand(listener),
    upload: () => Promise.reject(new Error('The desktop reads folders where they lie; nothing is uploaded.')),
    native: {
      platform: bridge.platform,
      chooseFolder: () => bridge.chooseFolder(),
      chooseFile: (filters) => bridge.chooseFile(filters),
      saveAs: (name) => bridge.saveAs(name),
      pathOf: (file) => bridge.pathOf(file) || null,
    },
  };
}
