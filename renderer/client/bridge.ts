import type { Result } from '#app/contract/channel.ts';
import type { Event } from '#app/contract/events.ts';
import { answer } from './answer.ts';
import type { FileFilter, Transport } from './client.ts';

/** What Electron's preload lays into the window. */
export interface Bridge {
  call(name: string, input: unknown): Promise<unknown>;
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
  return {
    async call(name, input): Promise<Result<unknown>> {
      return answer(await bridge.call(name, input));
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
