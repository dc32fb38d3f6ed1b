import type { Result } from '#app/contract/channel.ts';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import type { CallOptions, Client, ClientEvent, Transport } from './client.ts';
import { Connection } from './connection.svelte.ts';
import { EventFeed } from './event-feed.ts';

/** A client over a transport: typed calls, and every event once and in order. */
export function createClient(transport: Transport): Client {
  const connection = new Connection();
  const listeners = new Set<(event: ClientEvent) => void>();

  // The door has parsed the output with the contract's schema for this very name before sending it.
  const call = <N extends CallName>(name: N, input: CallInput<N>, options?: CallOptions) =>
    transport.call(name, input, options) as Promise<Result<CallOutput<N>>>;

  const feed = new EventFeed(
    (seq) => call('system.eventsSince', { seq }),
    (event) => {
      for (const listener of listeners) listener(event);
    },
  );
  transport.listen(
    (events) => feed.receive(events),
    (connected) => {
      connection.set(connected);
      if (connected) void feed.catchUp();
      else
        void call('system.settings', {}).then((answer) => {
          if (!answer.ok && answer.error.code === 'caller-refused') connection.refuse();
        });
    },
  );

  return {
    call,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    media: (path) => `${transport.mediaBase}${path}`,
    onMenu: (listener) => transport.onMenu(listener),
    upload: (files, progress) => transport.upload(files, progress),
    native: transport.native,
    get connected() {
      return connection.connected;
    },
    get refused() {
      return connection.refused;
    },
  };
}
