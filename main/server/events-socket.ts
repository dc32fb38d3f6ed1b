import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { encode } from '#app/contract/codec.ts';
import type { Event } from '#app/contract/events.ts';
import type { Core } from '../core.ts';

/** A client that lets this much pile up is dropped; it comes back and asks for what it missed. */
const mostWaiting = 16 * 2 ** 20;
const mostClients = 64;
const gather = 40;
const heartbeat = 20_000;

/** Events to browsers, several a message: GET /events, upgraded. Clients only listen; calls are requests of their own. */
export function eventsSocket(core: Core): { upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void; close(): void } {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();
  let waiting: Event[] = [];
  let timer: NodeJS.Timeout | null = null;

  const tell = () => {
    timer = null;
    const message = encode(waiting);
    waiting = [];
    for (const client of server.clients) {
      if (client.bufferedAmount > mostWaiting) client.terminate();
      else if (client.readyState === client.OPEN) client.send(message);
    }
  };
  const unsubscribe = core.subscribe((event) => {
    if (server.clients.size === 0) return;
    waiting.push(event);
    timer ??= setTimeout(tell, gather);
  });
  const beat = setInterval(() => {
    for (const client of server.clients) {
      if (!alive.delete(client)) client.terminate();
      else client.ping();
    }
  }, heartbeat);
  beat.unref();

  server.on('connection', (client) => {
    alive.add(client);
    client.on('pong', () => alive.add(client));
    // Nothing is expected from clients; a socket that fails is closed by the library.
    client.on('message', () => client.close(1008, 'events only'));
    client.on('error', () => {});
  });

  return {
    upgrade(request, socket, head) {
      if (server.clients.size >= mostClients) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request));
    },
    close() {
      unsubscribe();
      clearInterval(beat);
      if (timer !== null) clearTimeout(timer);
      for (const client of server.clients) client.close(1001, 'Unfold is closing');
      server.close();
      setTimeout(() => {
        for (const client of server.clients) client.terminate();
      }, 500).unref();
    },
  };
}
