import type { IncomingMessage, ServerResponse } from 'node:http';
import { windowHeaders } from '../content-policy.ts';
import type { Core } from '../core.ts';
import type { WindowFile } from '../window-files.ts';
import { answerCall } from './calls.ts';
import { reply } from './reply.ts';
import type { Uploads } from './upload.ts';

/** What a route works with; the caller was checked before. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** As on the request line, without the query; never decoded. */
  path: string;
}

export interface Route {
  method: 'GET' | 'POST';
  /** The whole path, or its beginning where it ends in /. */
  path: string;
  /** An address that reaches it: the tests try every route with every kind of bad caller. */
  example: string;
  /** Answered by the WebSocket's upgrade instead. */
  upgrade?: true;
  answer(exchange: Exchange): void | Promise<void>;
}

const oneYear = 'private, max-age=31536000, immutable';

/** Every way through the door, one row each; nothing else is answered. */
export function routes(core: Core, files: ReadonlyMap<string, WindowFile>, uploads: Uploads): Route[] {
  const pages = [...files].map(
    ([path, file]): Route => ({
      method: 'GET',
      path,
      example: path,
      answer: ({ request, response }) =>
        reply(response, 200, file.type, file.body, {
          ...windowHeaders([`ws://${request.headers.host}`]),
          'cache-control': file.hashed ? oneYear : 'no-cache',
        }),
    }),
  );
  return [
    ...pages,
    {
      method: 'POST',
      path: '/call/',
      example: '/call/projects.list',
      answer: ({ request, response, path }) => answerCall(request, response, path.slice('/call/'.length), core),
    },
    { method: 'POST', path: '/upload', example: '/upload', answer: ({ request, response }) => uploads.answer(request, response) },
    {
      method: 'GET',
      path: '/media/',
      example: '/media/items/1/0?size=96',
      async answer({ request, response }) {
        const gone = new AbortController();
        response.once('close', () => gone.abort());
        const { status, type, body, maxAge } = await core.media(request.url ?? '', gone.signal);
        reply(response, status, type, body, { 'cache-control': maxAge > 0 ? `private, max-age=${maxAge}` : 'no-store' });
      },
    },
    {
      method: 'GET',
      path: '/events',
      example: '/events',
      upgrade: true,
      answer: ({ response }) => reply(response, 426, 'text/plain', 'This is a WebSocket.', { upgrade: 'websocket' }),
    },
  ];
}

/** The row for a request; `HEAD` asks like `GET`. Pages are exact, so their many rows are looked up, not searched. */
export function routeFinder(rows: readonly Route[]): (method: string, path: string) => Route | 'wrong-method' | null {
  const exact = new Map(rows.filter((row) => row.path === '/' || !row.path.endsWith('/')).map((row) => [row.path, row]));
  const prefixes = rows.filter((row) => row.path !== '/' && row.path.endsWith('/'));
  return (method, path) => {
    const row = exact.get(path) ?? prefixes.find((each) => path.startsWith(each.path));
    if (row === undefined) return null;
    return row.method === (method === 'HEAD' ? 'GET' : method) ? row : 'wrong-method';
  };
}
