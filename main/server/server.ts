import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import type { Duplex } from 'node:stream';
import { appError } from '#app/errors.ts';
import type { Core } from '../core.ts';
import { systemCode } from '../store/whole-file.ts';
import { readWindowFiles, type WindowFile } from '../window-files.ts';
import { type Doorway, isNavigation, type Refusal, refusal, strangerRefusal, type Visit } from './caller.ts';
import { answerEntrance, isEntrance, replyClosed } from './entrance.ts';
import { eventsSocket } from './events-socket.ts';
import { formatOf, reply, replyResult } from './reply.ts';
import { type Route, routeFinder, routes } from './routes.ts';
import { newSecret, Tickets } from './secret.ts';
import { Uploads } from './upload.ts';

export interface ServerOptions {
  core: Core;
  /** Address to listen on; beyond 127.0.0.1 other machines can knock, with the token only. */
  host?: string | undefined;
  /** 0 or absent: any free one. */
  port?: number | undefined;
  /** The built window, unless another one is to be served. */
  files?: ReadonlyMap<string, WindowFile>;
}

/** The browser door, open. */
export interface RunningServer {
  port: number;
  token: string;
  /** Every way through it. */
  routes: readonly Route[];
  /** The address for people at this machine, with the token; and for others, where the door is open to them. */
  address: string;
  farAddress: string | null;
  /** The address for a browser that is started from here: opens once, within two minutes. */
  openingAddress(): string;
  close(): Promise<void>;
}

/** How long closing waits for answers under way. */
const grace = 2000;

/** Opens the browser door over a core. Rejects with port-in-use or address-unusable. */
export async function startServer({
  core,
  host = '127.0.0.1',
  port = 0,
  files = readWindowFiles(),
}: ServerOptions): Promise<RunningServer> {
  const tickets = new Tickets();
  const doorway: Doorway = { port, token: newSecret(), openAs: isLoopback(host) ? null : hostname() };
  const socket = eventsSocket(core);
  const rows = routes(core, files, new Uploads(core.folders.uploads));
  const find = routeFinder(rows);

  const server = createServer({ headersTimeout: 10_000, requestTimeout: 0, connectionsCheckingInterval: 2000, maxHeaderSize: 16_384 });
  server.maxConnections = 512;
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!request.destroyed) core.log.error('a request failed', { path: pathOf(request), error });
      reply(response, 500, 'text/plain', 'Something went wrong; the log says what.', { connection: 'close' });
    });
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const row = find(request.method ?? '', pathOf(request));
    const refused = refusal(visitOf(request), doorway);
    if (refused !== null || typeof row !== 'object' || row?.upgrade !== true) {
      if (refused !== null) note(request, refused);
      stream.end(`HTTP/1.1 ${refused?.status ?? 404} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    socket.upgrade(request, stream, head);
  });

  const note = (request: IncomingMessage, refused: Refusal) =>
    core.log.warn('a caller was refused', { method: request.method, path: pathOf(request), why: refused.why });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const visit = visitOf(request);
    const stranger = strangerRefusal(visit, doorway);
    if (stranger === null && isEntrance(visit)) return answerEntrance(visit, response, doorway, tickets);
    const refused = stranger ?? refusal(visit, doorway);
    if (refused !== null) {
      note(request, refused);
      return refuse(request, response, refused);
    }
    const path = pathOf(request);
    const row = find(visit.method, path);
    if (row === null) return reply(response, 404, 'text/plain', 'There is nothing here.');
    if (row === 'wrong-method') return reply(response, 405, 'text/plain', 'This address is asked in another way.', { connection: 'close' });
    await row.answer({ request, response, path });
  }

  await listen(server, host, port);
  const address = server.address();
  // A server that listens on TCP has an address object.
  doorway.port = typeof address === 'object' && address !== null ? address.port : port;
  const everywhere = host === '0.0.0.0' || host === '::';
  const addressAt = (name: string, secret = doorway.token) => `http://${name}:${doorway.port}/?token=${secret}`;
  const here = everywhere ? '127.0.0.1' : bracketed(host);
  return {
    port: doorway.port,
    token: doorway.token,
    routes: rows,
    address: addressAt(here),
    farAddress: everywhere ? addressAt(hostname()) : null,
    openingAddress: () => addressAt(here, tickets.issue()),
    async close() {
      socket.close();
      const closed = new Promise((resolve) => server.close(resolve));
      const late = setTimeout(() => server.closeAllConnections(), grace);
      server.closeIdleConnections();
      await closed;
      clearTimeout(late);
    },
  };
}

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');
const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** Without the query: that may hold the token, which no log may see. */
const pathOf = (request: IncomingMessage): string => (request.url ?? '').split(/[?#]/, 1)[0] ?? '';

const visitOf = (request: IncomingMessage): Visit => ({
  method: request.method ?? '',
  url: request.url ?? '',
  headers: request.headers,
  rawHeaders: request.rawHeaders,
});

/** People get a page, programs a Result in the format they speak. The body of a stranger is not read. */
function refuse(request: IncomingMessage, response: ServerResponse, refused: Refusal): void {
  if (isNavigation(visitOf(request)) && request.headers.accept?.includes('text/html')) return replyClosed(response, refused);
  response.setHeader('connection', 'close');
  const error = appError('caller-refused', { why: refused.why }).toJSON();
  replyResult(response, refused.status, formatOf(request.headers['content-type']) === 'json' ? 'json' : 'msgpack', { ok: false, error });
}

function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const code = systemCode(error);
      if (code === 'EADDRINUSE') reject(appError('port-in-use', { port }));
      else if (code === 'EACCES' || code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
        reject(appError('address-unusable', { host, port, why: code }));
      else reject(error);
    });
    server.listen({ host, port, exclusive: true }, () => resolve());
  });
}
